"""Campaigns and money beside objectives, on pages that know of neither:

{% campaigns_of objective=objective as funded %}, {% campaigns_of cycle=cycle as funding %}{{ funding|serving:row }}.
"""

from collections.abc import Mapping

from django import template
from django.utils import timezone

from alignment.selectors.funding import NOBODY, Funded, funding
from okrs.models import Cycle, KeyResult, Objective

register = template.Library()


@register.simple_tag
def campaigns_of(*, objective: Objective | None = None, key_result: KeyResult | None = None) -> Funded:
    """What serves one objective with its key results, or one key result."""
    if key_result is not None:
        found = funding(key_result.objective.cycle, today=timezone.localdate(), key_result=key_result.pk)
        return found.get(f"k{key_result.pk}", NOBODY)
    if objective is None:
        return NOBODY
    return funding(objective.cycle, today=timezone.localdate(), objective=objective.pk).get(f"o{objective.pk}", NOBODY)


@register.simple_tag
def campaigns_of_all(cycle: Cycle | None) -> Mapping[str, Funded]:
    """What serves every objective and key result of a cycle."""
    return funding(cycle, today=timezone.localdate()) if cycle else {}


@register.filter
def serving(found: Mapping[str, Funded], served: Objective | KeyResult) -> Funded:
    return found.get(f"{'o' if isinstance(served, Objective) else 'k'}{served.pk}", NOBODY)
