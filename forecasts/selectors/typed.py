"""Histories of key results out of what people checked in, in this cycle and in those before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

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
    """Each key result behind its forerunners, the oldest first: those it was carried over from, or its namesakes."""
    known = {row.pk: row for row in [*rows, *_forerunners(rows)]}
    namesakes: dict[tuple[str, ...], list[KeyResult]] = defaultdict(list)
    for row in sorted(known.values(), key=lambda row: row.objective.cycle.starts_on):
        namesakes[_name(row)].append(row)
    lines = {}
    for row in rows:
        line = [row]
        while len(line) <= GENERATIONS and (before := _before(line[0], known, namesakes)):
            line.insert(0, before)
        lines[row.pk] = line
    return lines


def _forerunners(rows: Sequence[KeyResult]) -> list[KeyResult]:
    """Key results of earlier cycles that bear the same name, or that one was carried over from."""
    carried = [row.carried_from_id for row in rows if row.carried_from_id]
    wanted = Q(name__in={row.name for row in rows}) | Q(pk__in=carried)
    first = max((row.objective.cycle.starts_on for row in rows), default=date.min)
    earlier = KeyResult.objects.filter(wanted, objective__cycle__ends_on__lte=first)
    return list(earlier.select_related("objective__cycle"))


def _before(
    row: KeyResult, known: Mapping[int, KeyResult], namesakes: Mapping[tuple[str, ...], Sequence[KeyResult]]
) -> KeyResult | None:
    """Of an earlier cycle, so that no line runs in a circle."""
    starts_on = row.objective.cycle.starts_on
    carried = known.get(row.carried_from_id or 0)
    found = [carried] if carried else namesakes[_name(row)]
    return next((one for one in reversed(found) if one.objective.cycle.ends_on <= starts_on), None)


def _name(row: KeyResult) -> tuple[str, ...]:
    return row.objective.name, row.name, row.measure, row.unit


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
