"""Who gets the executive summary by mail: begun, changed, ended."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from okrs.models import Cycle
from people.models import User
from people.services import record
from reports.models import Subscription

SALT = "reports.stop-summary-mail"


@transaction.atomic
def subscribe(person: User, *, cadence: str, cycle: Cycle | None, now: datetime) -> None:
    """From now on the summary comes by mail; a second time changes how often and of what."""
    given = {"cadence": cadence, "cycle": cycle}
    Subscription.objects.update_or_create(person=person, defaults=given, create_defaults={**given, "begun_at": now})
    record(by=person, verb="reports.mail_begun", subject=person, detail={"cadence": cadence})


@transaction.atomic
def unsubscribe(person: User) -> None:
    if Subscription.objects.filter(person=person).delete()[0]:
        record(by=person, verb="reports.mail_ended", subject=person)


def stop_secret(person: User) -> str:
    """What the link at the end of each mail carries: it ends this person's mails and opens nothing."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(secret: str) -> User | None:
    """Whose mails a link ends; None for a link that is not ours."""
    try:
        return User.objects.filter(pk=signing.loads(secret, salt=SALT)).first()
    except signing.BadSignature:
        return None
