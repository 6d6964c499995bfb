"""Histories of key results out of what people checked in, through the cycles they were carried over from."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from forecasts.core.ahead.known import Kind, Known, Stated, from_levels, from_totals
from forecasts.core.errors import CannotForecast
from forecasts.selectors.subjects import Subject, subject_of
from okrs.models import CheckIn, KeyResult

GENERATIONS = 8
SOURCE = "check-ins"


def typed_subjects(rows: Sequence[KeyResult], *, today: date) -> list[Subject]:
    """One subject per key result; a few queries for any number."""
    lines = _lines(rows)
    stated = _stated([one.pk for line in lines.values() for one in line], today)
    found = []
    for row in rows:
        known = _known(row, [(one, stated.get(one.pk, [])) for one in lines[row.pk]])
        refusal = None if known else CannotForecast("No value has been checked in yet.", needs="Check in five times.")
        earlier = len([one for one in lines[row.pk] if stated.get(one.pk)]) - 1
        source = SOURCE if earlier < 1 else f"{SOURCE}, with {earlier} earlier cycle{'s' if earlier > 1 else ''}"
        found.append(subject_of(row, known, source=source, refusal=refusal))
    return found


def _lines(rows: Sequence[KeyResult]) -> dict[int, list[KeyResult]]:
    """Each key result behind those it was carried over from, the oldest first."""
    known = {row.pk: row for row in rows}
    wanted = {row.carried_from_id for row in rows} - set(known) - {None}
    for _ in range(GENERATIONS):
        if not wanted:
            break
        more = KeyResult.objects.select_related("objective__cycle").in_bulk([pk for pk in wanted if pk])
        known |= more
        wanted = {row.carried_from_id for row in more.values()} - set(known) - {None}
    lines: dict[int, list[KeyResult]] = {}
    for row in rows:
        line, before = [row], known.get(row.carried_from_id or 0)
        while before is not None and before not in line:
            line.insert(0, before)
            before = known.get(before.carried_from_id or 0)
        lines[row.pk] = line
    return lines


def _stated(ids: Sequence[int], today: date) -> dict[int, list[Stated]]:
    """The last word for each day, by key result."""
    rows = CheckIn.objects.filter(key_result__in=ids, day__lte=today, value__isnull=False).order_by("day", "pk")
    found: dict[int, dict[date, float]] = defaultdict(dict)
    for key_result, day, value in rows.values_list("key_result_id", "day", "value"):
        found[key_result][day] = float(value)
    return {pk: [Stated(day, value) for day, value in days.items()] for pk, days in found.items()}


def _known(row: KeyResult, line: Sequence[tuple[KeyResult, list[Stated]]]) -> Known | None:
    """Of a flow the running cycle's sum so far counts, and is nothing before its first check-in."""
    if row.measure == Kind.FLOW:
        return from_totals([(one.objective.cycle.starts_on, stated) for one, stated in line if stated or one is row])
    return from_levels(sorted((one for _, stated in line for one in stated), key=lambda one: one.day))
