"""Check-ins: typed by people, computed from KPIs, or imported. Rows are added, never changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from okrs.core.measures import Measure, Reading, combine
from okrs.core.quantity import same_unit
from okrs.core.status import DECLARABLE, Status
from okrs.models import CheckIn, Cycle, KeyResult
from okrs.services.errors import Refused
from okrs.services.objectives import editable
from people.models import User


@dataclass(frozen=True, slots=True)
class Said:
    """What the owner makes of the value: confidence 0 to 10, a declared status, what changed and what comes next."""

    confidence: int | None = None
    declared: Status | None = None
    what_changed: str = ""
    next_step: str = ""

    def __bool__(self) -> bool:
        return any([self.confidence is not None, self.declared, self.what_changed.strip(), self.next_step.strip()])


@dataclass(frozen=True, slots=True)
class ComputedValue:
    """A value nobody typed, with where it comes from, such as "KPI new_leads v3, run 12"."""

    key_result_id: int
    reading: Reading
    source: str


@transaction.atomic
def check_in(
    key_result: KeyResult,
    *,
    reading: Reading,
    now: datetime,
    today: date,
    said: Said | None = None,
    by: User | None = None,
    done: Collection[int] | None = None,
) -> CheckIn:
    """Write down a value as of a day; the total since the cycle began where the measure is a flow.

    `done` are the ids of the checklist's finished points, for milestones. Raises Refused.
    """
    said = said or Said()
    cycle = editable(key_result.objective.cycle)
    _check_day(reading.day, cycle, today)
    _check_said(said)
    value = _value(key_result, reading)
    if done is not None:
        value = _tick(key_result, done, reading.day)
    if value is None and reading.denominator is None and not said:
        raise Refused("Give a value, or say at least what changed.", field="value")
    return CheckIn.objects.create(
        key_result=key_result,
        day=reading.day,
        value=value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        confidence=said.confidence,
        declared=said.declared or "",
        what_changed=said.what_changed.strip(),
        next_step=said.next_step.strip(),
        by=by,
        made_at=now,
    )


@transaction.atomic
def record_computed(values: Sequence[ComputedValue], *, now: datetime) -> int:
    """Add computed values of running cycles; what is already the last word for its day is not repeated.

    Returns how many rows were added.
    """
    running = KeyResult.objects.filter(
        pk__in=[value.key_result_id for value in values],
        state=KeyResult.State.ACTIVE,
        objective__cycle__state__in=[Cycle.State.ACTIVE, Cycle.State.REVIEW],
    )
    key_results = {row.pk: row for row in running}
    days = {value.reading.day for value in values}
    earlier = CheckIn.objects.filter(
        key_result__in=key_results, day__in=days, provenance=CheckIn.Provenance.COMPUTED
    ).order_by("pk")
    known = {(row.key_result_id, row.day): row for row in earlier}
    fresh = []
    for given in values:
        if given.key_result_id not in key_results:
            continue
        row = _computed(given, key_results[given.key_result_id], now)
        last = known.get((row.key_result_id, row.day))
        if last is None or _figures(last) != _figures(row):
            fresh.append(row)
    CheckIn.objects.bulk_create(fresh, batch_size=1000)
    return len(fresh)


def _computed(given: ComputedValue, key_result: KeyResult, now: datetime) -> CheckIn:
    ratio = given.reading.denominator is not None
    return CheckIn(
        key_result=key_result,
        day=given.reading.day,
        value=_ratio(key_result, given.reading) if ratio else _rounded(given.reading.value),
        numerator=_rounded(given.reading.numerator),
        denominator=_rounded(given.reading.denominator),
        provenance=CheckIn.Provenance.COMPUTED,
        source=given.source[:120],
        made_at=now,
    )


def _figures(row: CheckIn) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return row.value, row.numerator, row.denominator


def _value(key_result: KeyResult, reading: Reading) -> Decimal | None:
    """A ratio's value follows from its parts where they are given; over nothing there is no value."""
    if reading.denominator is None and reading.numerator is None:
        return _rounded(reading.value)
    if reading.numerator is None or reading.denominator is None:
        raise Refused("Give both parts of the ratio, or the value alone.", field="denominator")
    if key_result.measure != Measure.RATIO:
        raise Refused(f"{key_result} is not a ratio. Give its value alone.", field="value")
    return _ratio(key_result, reading)


def _ratio(key_result: KeyResult, reading: Reading) -> Decimal | None:
    """Numerator over denominator in the key result's unit; None over nothing."""
    ratio = combine(Measure.RATIO, [reading])
    if ratio is None:
        return None
    return _rounded(ratio * 100 if same_unit(key_result.unit, "%") else ratio)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.000001"))


def _tick(key_result: KeyResult, done: Collection[int], day: date) -> Decimal | None:
    """Mark the finished points of the checklist; the value is their share in percent."""
    items = list(key_result.checklist.select_for_update())
    for item in items:
        if (item.pk in done) != (item.done_on is not None):
            item.done_on = day if item.pk in done else None
            item.save()
    whole = sum((item.weight for item in items), Decimal(0))
    if not items:
        return None
    if whole == 0:
        return _rounded(Decimal(100) * sum(item.done_on is not None for item in items) / len(items))
    return _rounded(100 * sum((item.weight for item in items if item.done_on), Decimal(0)) / whole)


def _check_day(day: date, cycle: Cycle, today: date) -> None:
    if cycle.state == Cycle.State.DRAFT:
        raise Refused(f"{cycle} is still a draft. Open it before checking in.")
    if day > today:
        raise Refused("A check-in cannot be dated in the future. Choose today or an earlier day.", field="day")
    if day < cycle.starts_on:
        raise Refused(f"{cycle} starts on {cycle.starts_on:%-d %b %Y}. Choose a day from then on.", field="day")


def _check_said(said: Said) -> None:
    if said.confidence is not None and not 0 <= said.confidence <= 10:
        raise Refused("Confidence goes from 0 (no chance) to 10 (certain).", field="confidence")
    if said.declared is not None and said.declared not in DECLARABLE:
        raise Refused("Declare on track, at risk or off track.", field="declared")
