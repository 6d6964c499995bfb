"""What is forecast: each subject with its history and goal, or the reason why it has none. For workers."""

from dataclasses import dataclass
from datetime import date

from forecasts.core.ahead.goal import Goal
from forecasts.core.ahead.known import Kind, Known
from forecasts.core.ahead.words import Write, writer
from forecasts.core.errors import CannotForecast
from okrs.core.measures import Measure
from okrs.core.progress import Kind as ResultKind
from okrs.core.quantity import same_unit
from okrs.models import Cycle, KeyResult, Objective


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to forecast; with `refusal` instead of a history where nothing can be said.

    `suffix` and `scale` are those of the axis, `source` says where the history is from.
    """

    key_result: KeyResult | None
    kpi: str
    goal: Goal | None
    ends_on: date
    known: Known | None
    write: Write
    source: str
    unit: str
    is_whole: bool = False
    suffix: str = ""
    scale: float = 1.0
    refusal: CannotForecast | None = None


def running_key_results(today: date) -> list[KeyResult]:
    """Key results that are still worth a forecast: of running objectives in cycles that hold the day."""
    return list(
        KeyResult.objects.filter(
            state=KeyResult.State.ACTIVE,
            objective__state=Objective.State.ACTIVE,
            objective__cycle__state__in=[Cycle.State.ACTIVE, Cycle.State.REVIEW],
            objective__cycle__starts_on__lte=today,
            objective__cycle__ends_on__gt=today,
        )
        .select_related("objective__cycle")
        .order_by("pk")
    )


def goal_of(row: KeyResult) -> Goal:
    """What a key result is meant to reach; raises CannotForecast for a checklist."""
    kind = ResultKind(row.kind)
    if kind is ResultKind.MILESTONE:
        raise CannotForecast(
            "A checklist is done point by point and has no series to extend.",
            needs="Its pace says where it stands.",
        )
    edges: dict[str, float | None] = {}
    if kind in (ResultKind.INCREASE, ResultKind.AT_LEAST):
        edges = {"at_least": _number(row.target)}
    elif kind in (ResultKind.DECREASE, ResultKind.AT_MOST):
        edges = {"at_most": _number(row.target)}
    elif kind is ResultKind.WITHIN:
        edges = {"at_least": _number(row.band_low), "at_most": _number(row.band_high)}
    cycle, is_percent = row.objective.cycle, same_unit(row.unit, "%")
    return Goal(
        kind=Kind(row.measure),
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        scale=100.0 if is_percent and row.measure == Measure.RATIO else 1.0,
        whole=100.0 if is_percent else 1.0 if row.unit == "share" else None,
        **edges,
    )


def subject_of(row: KeyResult, known: Known | None, *, source: str, refusal: CannotForecast | None = None) -> Subject:
    """A key result with its history; a refusal takes its place where there is none."""
    goal = None
    try:
        goal = goal_of(row)
    except CannotForecast as reason:
        refusal = reason
    is_share = row.unit == "share"
    is_whole = known is not None and row.measure == Measure.FLOW and known.is_whole
    return Subject(
        key_result=row,
        kpi="",
        goal=goal,
        ends_on=row.objective.cycle.ends_on,
        known=known,
        write=writer(row.unit, is_whole=is_whole),
        source=source,
        unit=row.unit,
        is_whole=is_whole,
        suffix=" %" if is_share else f" {row.unit}" if row.unit else "",
        scale=100.0 if is_share else 1.0,
        refusal=refusal,
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
