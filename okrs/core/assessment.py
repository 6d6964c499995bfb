"""One key result on one day: its value, progress, pace and status, put together from what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from okrs.core import status as statuses
from okrs.core.definition import Definition
from okrs.core.measures import Reading
from okrs.core.pace import Checkpoint, Stretch, expected_progress
from okrs.core.progress import ChecklistItem, Kind, band_progress, checklist_progress, progress
from okrs.core.status import PaceBands, Shown, Status


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a key result on a day.

    `readings` are values as of their days, oldest first: all of them for bands, at least the last one otherwise.
    `computed` are those that nobody typed, for the divergence flag. `running_since` is None until its cycle is opened.
    """

    definition: Definition
    stretch: Stretch
    cadence_days: int
    running_since: date | None
    checkpoints: Sequence[Checkpoint] = ()
    readings: Sequence[Reading] = ()
    checklist: Sequence[ChecklistItem] = ()
    computed: Sequence[Reading] = ()
    last_check_in: date | None = None
    declared: Status | None = None
    closed: Status | None = None
    bands: PaceBands = field(default_factory=PaceBands)


@dataclass(frozen=True, slots=True)
class Assessment:
    """`progress` is raw and None without data; `expected` is the share of the way that should lie behind."""

    current: Decimal | None
    as_of: date | None
    progress: float | None
    expected: float
    shown: Shown
    diverges: bool
    due_on: date | None

    @property
    def status(self) -> Status:
        return self.shown.status


def assess(known: Evidence, *, today: date) -> Assessment:
    """Judge a key result as of `today`; after its last day it is judged as of that day."""
    day = min(today, known.stretch.ends_on)
    last = known.readings[-1] if known.readings else None
    reached = _progress(known)
    expected = _expected(known, day)
    outdated, due_on = _silence(known, day)
    computed = statuses.pace_status(
        progress=reached, expected=expected, has_check_in=known.last_check_in is not None, bands=known.bands
    )
    return Assessment(
        current=last.value if last else None,
        as_of=last.day if last else None,
        progress=reached,
        expected=expected,
        shown=statuses.shown_status(computed=computed, declared=known.declared, outdated=outdated, closed=known.closed),
        diverges=known.closed is None
        and statuses.diverges(declared=known.declared, computed_readings=known.computed, today=day),
        due_on=due_on,
    )


def _progress(known: Evidence) -> float | None:
    if known.definition.kind is Kind.MILESTONE:
        return checklist_progress(known.checklist)
    values = [reading.value for reading in known.readings if reading.value is not None]
    if known.definition.kind is Kind.BASELINE:
        return 1.0 if values else None
    if known.definition.band is not None:
        return band_progress(known.definition.band, values, rule=known.definition.period_rule)
    way = known.definition.way
    if way is None:
        return None
    return progress(baseline=way[0], target=way[1], current=values[-1] if values else None)


def _expected(known: Evidence, day: date) -> float:
    """A band is to be held on every day, so once it is measured all of it is expected."""
    if known.definition.kind.holds and known.readings:
        return 1.0
    way = known.definition.way
    if way is None:
        return known.stretch.elapsed(day)
    return expected_progress(
        stretch=known.stretch, baseline=way[0], target=way[1], checkpoints=known.checkpoints, today=day
    )


def _silence(known: Evidence, day: date) -> tuple[bool, date | None]:
    if known.running_since is None or known.closed is not None:
        return False, None
    last, since, cadence = known.last_check_in, known.running_since, known.cadence_days
    due_on = statuses.check_in_due_on(last_check_in=last, running_since=since, cadence_days=cadence)
    outdated = statuses.is_outdated(last_check_in=last, running_since=since, cadence_days=cadence, today=day)
    return outdated, due_on
