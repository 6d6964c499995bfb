"""What a snapshot is made from: published runs, and the windows that a cycle is compared with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alignment.core.facts import read_inputs
from alignment.core.inputs import ScoreInputs
from alignment.models import ScoreRun
from attribution.models import CreditRun
from kpis.models import MeasureRun
from okrs.models import Cycle
from organisation.core.calendar import Window, add_months
from organisation.core.scope import Scope
from organisation.selectors import organisation


@dataclass(frozen=True, slots=True)
class Windows:
    """The cycle, the one before and the same a year ago; `…_days` are their first days, as many as are over now."""

    cycle: Window
    to_date: Window
    previous: Window
    previous_days: Window
    year: Window
    year_days: Window

    @property
    def all(self) -> tuple[Window, ...]:
        found = (self.cycle, self.to_date, self.previous, self.previous_days, self.year, self.year_days)
        return tuple(dict.fromkeys(found))

    @property
    def parts(self) -> tuple[Window, ...]:
        """Windows that hold only the days that are over."""
        whole = (self.cycle, self.previous, self.year)
        return tuple(one for one in (self.to_date, self.previous_days, self.year_days) if one not in whole)


@dataclass(frozen=True, slots=True)
class Sources:
    """`day` is the last day that counts: today's, or the cycle's last."""

    cycle: Cycle
    score: ScoreRun
    inputs: ScoreInputs
    run: CreditRun
    measured: MeasureRun | None
    scope: Scope
    windows: Windows
    now: datetime
    day: date
    organisation: str
    currency: str
    zone: str

    @property
    def window(self) -> Window:
        return self.windows.cycle

    @property
    def days_over(self) -> int:
        return self.windows.to_date.days


def sources(
    score: ScoreRun,
    run: CreditRun,
    measured: MeasureRun | None,
    *,
    day: date,
    now: datetime,
    scope: Scope | None = None,
) -> Sources:
    cycle, house = score.cycle, organisation()
    window = Window(cycle.starts_on, cycle.ends_on)
    last = max(cycle.starts_on, min(day, cycle.ends_on - timedelta(days=1)))
    return Sources(
        cycle=cycle,
        score=score,
        inputs=read_inputs(score.receipt["inputs"]),
        run=run,
        measured=measured,
        scope=scope or Scope(),
        windows=windows_of(window, day=last),
        now=now,
        day=last,
        organisation=house.name,
        currency=house.currency,
        zone=house.time_zone,
    )


def windows_of(window: Window, *, day: date) -> Windows:
    """Compared windows of a cycle as of a day inside it: as long before it, and a year earlier."""
    over = (day - window.starts_on).days + 1
    previous, year = _before(window), _year_before(window)
    return Windows(
        cycle=window,
        to_date=_first(window, over),
        previous=previous,
        previous_days=previous if over >= window.days else _first(previous, over),
        year=year,
        year_days=year if over >= window.days else _first(year, over),
    )


def _first(window: Window, days: int) -> Window:
    return Window(window.starts_on, min(window.ends_on, window.starts_on + timedelta(days=days)))


def _before(window: Window) -> Window:
    if window.starts_on.day == 1 and window.ends_on.day == 1:
        count = (window.ends_on.year - window.starts_on.year) * 12 + window.ends_on.month - window.starts_on.month
        return Window(add_months(window.starts_on, -count), window.starts_on)
    return Window(window.starts_on - timedelta(days=window.days), window.starts_on)


def _year_before(window: Window) -> Window:
    if window.starts_on.day == 1 and window.ends_on.day == 1:
        return Window(add_months(window.starts_on, -12), add_months(window.ends_on, -12))
    return Window(window.starts_on - timedelta(days=364), window.ends_on - timedelta(days=364))
