"""Status of a key result: what its pace says, what its owner says, and which of them a page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from okrs.core.measures import Reading

GRACE_DAYS = 3
STUCK_AFTER_DAYS = 28
ROUNDING = 1e-9  # 0.38 / 0.40 must read as 0.95 whatever the binary digits say


class Status(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_STARTED = "not_started"
    NO_DATA = "no_data"
    OUTDATED = "outdated"
    ACHIEVED = "achieved"
    MISSED = "missed"
    DROPPED = "dropped"


# From worst to best. What nobody knows is never as good as on track.
WORST_FIRST = (
    Status.MISSED,
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.OUTDATED,
    Status.NO_DATA,
    Status.NOT_STARTED,
    Status.ON_TRACK,
    Status.ACHIEVED,
    Status.DROPPED,
)
DECLARABLE = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)


@dataclass(frozen=True, slots=True)
class PaceBands:
    """From which ratio of progress to expected progress a status holds, and how early nothing is judged."""

    on_track: float = 0.95
    at_risk: float = 0.75
    too_early: float = 0.05


DEFAULT_BANDS = PaceBands()


@dataclass(frozen=True, slots=True)
class Shown:
    """The status a page shows, and the two it was chosen from."""

    status: Status
    computed: Status
    declared: Status | None


def pace_status(
    *, progress: float | None, expected: float, has_check_in: bool, bands: PaceBands = DEFAULT_BANDS
) -> Status:
    """Status from progress over expected progress.

    Until `bands.too_early` of the way is expected the ratio means nothing: not started without a check-in; with one,
    on track unless the value has fallen behind its baseline.
    """
    early = expected <= bands.too_early
    if early and not has_check_in:
        return Status.NOT_STARTED
    if progress is None:
        return Status.NO_DATA
    if early:
        return Status.ON_TRACK if progress >= 0 else Status.AT_RISK
    ratio = progress / expected + ROUNDING
    if ratio >= bands.on_track:
        return Status.ON_TRACK
    return Status.AT_RISK if ratio >= bands.at_risk else Status.OFF_TRACK


def shown_status(*, computed: Status, declared: Status | None, outdated: bool, closed: Status | None = None) -> Shown:
    """A closed outcome first, then outdated, then the worse of computed and declared.

    A declared status stands in while there is nothing to compute from.
    """
    if closed is not None:
        return Shown(closed, computed, declared)
    if outdated:
        return Shown(Status.OUTDATED, computed, declared)
    if declared is None:
        return Shown(computed, computed, declared)
    if computed in (Status.NO_DATA, Status.NOT_STARTED):
        return Shown(declared, computed, declared)
    return Shown(worst((computed, declared)), computed, declared)


def worst(statuses: Iterable[Status]) -> Status:
    """The worst of the given statuses; no data when there are none."""
    return min(statuses, key=WORST_FIRST.index, default=Status.NO_DATA)


def is_outdated(*, last_check_in: date | None, running_since: date, cadence_days: int, today: date) -> bool:
    """Whether nobody has checked in within the cadence and three days of grace, counted from the start at first."""
    heard = running_since if last_check_in is None else max(last_check_in, running_since)
    return (today - heard).days > cadence_days + GRACE_DAYS


def check_in_due_on(*, last_check_in: date | None, running_since: date, cadence_days: int) -> date:
    """The day by which the next check-in is owed."""
    heard = running_since if last_check_in is None else max(last_check_in, running_since)
    return heard + timedelta(days=cadence_days)


def diverges(*, declared: Status | None, computed_readings: Sequence[Reading], today: date) -> bool:
    """Whether the owner says on track while the computed value has stood still for 28 days or more."""
    known = sorted((r for r in computed_readings if r.value is not None and r.day <= today), key=lambda r: r.day)
    before = [reading for reading in known if reading.day <= today - timedelta(days=STUCK_AFTER_DAYS)]
    if declared is not Status.ON_TRACK or not before:
        return False
    since = [before[-1], *known[len(before) :]]
    return len({reading.value for reading in since}) == 1
