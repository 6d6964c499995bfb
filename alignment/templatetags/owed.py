"""{% owed_beside_check_ins user as beside %}: what a person owes that the room of objectives knows nothing of."""

from django import template
from django.utils import timezone

from alignment.selectors.owed import OwedElsewhere, owed_elsewhere
from okrs.selectors import cycle_to_show
from people.models import User

register = template.Library()


@register.simple_tag
def owed_beside_check_ins(user: User) -> OwedElsewhere:
    day = timezone.localdate()
    return owed_elsewhere(user, cycle=cycle_to_show(day), today=day, now=timezone.now())
