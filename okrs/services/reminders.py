"""The digest of what is due, by e-mail, once a day at most for each person."""

from collections.abc import Callable, Sequence
from datetime import date

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from okrs.models import Reminder
from okrs.selectors.pages import Owed, owed_check_ins
from people.models import User
from people.policy import may

Progress = Callable[[float], None]


def send_reminders(*, today: date, site: str, progress: Progress = lambda fraction: None) -> int:
    """Mail everybody who owes a check-in today or earlier; returns how many mails went out.

    A mail that cannot be sent leaves no trace, so that the next try sends it.
    """
    people = [person for person in User.objects.filter(is_active=True) if may(person, "okrs.check_in")]
    sent = 0
    for number, person in enumerate(people):
        owed = owed_check_ins(person, today=today, within_days=0)
        sent += bool(owed) and _remind(person, owed, today=today, site=site)
        progress((number + 1) / len(people))
    return sent


def _remind(person: User, owed: Sequence[Owed], *, today: date, site: str) -> bool:
    with transaction.atomic():
        _, is_new = Reminder.objects.get_or_create(person=person, day=today, defaults={"owed": len(owed)})
        if not is_new:
            return False
        noun = "check-in" if len(owed) == 1 else "check-ins"
        text = render_to_string("okrs/mail/reminder.txt", {"person": person, "owed": owed, "site": site})
        send_mail(f"Sightline: {len(owed)} {noun} due", text, None, [person.email])
    return True
