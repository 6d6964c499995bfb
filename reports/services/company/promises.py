"""What the company's people promised in past quarters, by the same services as anybody's, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forecasts.core.ahead.heading import heading
from forecasts.core.errors import CannotForecast
from forecasts.core.interval import Interval
from forecasts.models import Promise
from forecasts.selectors.subjects import Subject
from forecasts.selectors.typed import typed_subjects
from forecasts.services import Beside, promise_key_result, settle_promises
from okrs.models import Cycle, KeyResult
from organisation.core.calendar import fiscal_year
from organisation.selectors import organisation
from people.models import User

SIGNED_AFTER = timedelta(days=48)
QUARTERS = 5


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody promises: so much above what the model says, with a range so many times as wide."""

    above: float
    width: float


MANNERS = (Manner(0.0, 1.0), Manner(0.05, 0.55), Manner(0.0, 1.4), Manner(-0.02, 0.9))


def sign_past_promises(*, now: datetime, model: str) -> int:
    """Let owners sign in the middle of each past quarter what was known then, and settle it. How many were signed."""
    if Promise.objects.exists():
        return 0
    people = {pk: place for place, pk in enumerate(User.objects.order_by("email").values_list("pk", flat=True))}
    signed = 0
    for cycle in Cycle.objects.filter(state=Cycle.State.CLOSED, length="quarter").order_by("-starts_on")[:QUARTERS]:
        day = cycle.starts_on + SIGNED_AFTER
        rows = KeyResult.objects.filter(objective__cycle=cycle, owner__isnull=False, state="active")
        for subject in typed_subjects(list(rows.select_related("objective__cycle", "owner")), today=day):
            signed += _sign(subject, day, people)
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
    promise_key_result(row, _own(found.end, MANNERS[people[row.owner.pk] % 4]), beside=beside, by=row.owner, now=at)
    return True


def _own(band: Interval, manner: Manner) -> Interval:
    middle = band.median * (1 + manner.above)
    low, high = (middle + (edge - band.median) * manner.width for edge in (band.low, band.high))
    return Interval(min(low, middle), middle, max(high, middle))
