"""What the company's people promised in past quarters, by the same services as anybody's, and what came of it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forecasts.core.ahead.heading import heading
from forecasts.core.errors import CannotForecast
from forecasts.models import Promise
from forecasts.selectors.subjects import Subject
from forecasts.selectors.typed import typed_subjects
from forecasts.services import Beside, promise_key_result, settle_promises
from okrs.models import Cycle, KeyResult
from organisation.core.calendar import fiscal_year
from organisation.selectors import organisation
from people.models import User
from reports.services.company.campaign_promises import sign_campaigns
from reports.services.company.manners import manner_of, own_range

SIGNED_AFTER = timedelta(days=48)
QUARTERS = 5


def sign_past_promises(*, now: datetime, model: str) -> int:
    """Let owners sign what was known then, and settle what is due; once. How many were signed.

    Key results are signed in the middle of each past quarter, campaigns when their plan is approved.
    """
    if Promise.objects.exists():
        return 0
    people = {pk: place for place, pk in enumerate(User.objects.order_by("email").values_list("pk", flat=True))}
    signed = 0
    for cycle in Cycle.objects.filter(state=Cycle.State.CLOSED, length="quarter").order_by("-starts_on")[:QUARTERS]:
        day = cycle.starts_on + SIGNED_AFTER
        rows = KeyResult.objects.filter(objective__cycle=cycle, owner__isnull=False, state="active")
        for subject in typed_subjects(list(rows.select_related("objective__cycle", "owner")), today=day):
            signed += _sign(subject, day, people)
    signed += sign_campaigns(now=now, model=model, places=people)
    settle_promises(now=now, model=model)
    return signed


def _sign(subject: Subject, day: date, people: dict[int, int]) -> bool:
    row, goal, known = subject.key_result, subject.goal, subject.known
    if row is None or row.owner is None or goal is None or known is None or subject.refusal is not None:
        return False
    company = organisation()
    year_ends_on = fiscal_year(day, year_starts=company.fiscal_year_starts).ends_on
    try:
        found = heading(known, goal, today=day, year_ends_on=year_ends_on, seed=row.pk)
    except CannotForecast:
        return False
    at = datetime.combine(day, time(10), tzinfo=ZoneInfo(company.time_zone))
    beside = Beside("outlook", found.end, found.built_on)
    band = own_range(found.end, manner_of(row.owner.pk, people))
    promise_key_result(row, band, beside=beside, by=row.owner, now=at)
    return True
