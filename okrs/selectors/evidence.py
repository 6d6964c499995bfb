"""What is known of many key results on one day, read in a fixed number of queries whatever their number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from okrs.core.assessment import Evidence
from okrs.core.measures import Reading
from okrs.core.pace import Checkpoint as Expected
from okrs.core.pace import Stretch
from okrs.core.progress import ChecklistItem as Point
from okrs.core.status import STUCK_AFTER_DAYS, PaceBands, Status
from okrs.models import CheckIn, ChecklistItem, Checkpoint, Cycle, KeyResult, StatusBands
from okrs.selectors.definitions import definition_of

BANDS = ("at_least", "at_most", "within")

# One index look-up each for the last check-in of any kind, the last value, and the last declared status.
LATEST = """
SELECT k.id, seen.day, valued.day, valued.value, said.declared, said.confidence
FROM okrs_keyresult k
LEFT JOIN LATERAL (
    SELECT c.day FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.day <= %(today)s ORDER BY c.day DESC, c.id DESC LIMIT 1
) seen ON TRUE
LEFT JOIN LATERAL (
    SELECT c.day, c.value FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.day <= %(today)s AND c.value IS NOT NULL
    ORDER BY c.day DESC, c.id DESC LIMIT 1
) valued ON TRUE
LEFT JOIN LATERAL (
    SELECT c.declared, c.confidence FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.day <= %(today)s AND (c.declared <> '' OR c.confidence IS NOT NULL)
    ORDER BY c.day DESC, c.id DESC LIMIT 1
) said ON TRUE
WHERE k.id = ANY(%(ids)s)
"""

# The value 28 days ago, and one later value that differs from it: enough to see whether it has moved.
MOVED = """
SELECT k.id, before.day, before.value, moved.day, moved.value
FROM okrs_keyresult k
JOIN LATERAL (
    SELECT c.day, c.value FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.provenance <> 'typed' AND c.value IS NOT NULL AND c.day <= %(long_ago)s
    ORDER BY c.day DESC, c.id DESC LIMIT 1
) before ON TRUE
LEFT JOIN LATERAL (
    SELECT c.day, c.value FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.provenance <> 'typed' AND c.value IS NOT NULL
      AND c.day > before.day AND c.day <= %(today)s AND c.value <> before.value LIMIT 1
) moved ON TRUE
WHERE k.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class Latest:
    """The last word on a key result: when anybody checked in, the last value, what was last declared."""

    seen_on: date | None = None
    value: Reading | None = None
    declared: Status | None = None
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All facts of the asked key results by their id."""

    latest: Mapping[int, Latest]
    readings: Mapping[int, Sequence[Reading]] = field(default_factory=dict)
    computed: Mapping[int, Sequence[Reading]] = field(default_factory=dict)
    checkpoints: Mapping[int, Sequence[Expected]] = field(default_factory=dict)
    checklist: Mapping[int, Sequence[Point]] = field(default_factory=dict)
    bands: PaceBands = field(default_factory=PaceBands)


def known_on(key_results: Sequence[KeyResult], *, today: date) -> Known:
    """Read the facts of all given key results; at most six queries."""
    ids = [row.pk for row in key_results]
    latest = _latest(ids, today)
    green = [row.pk for row in key_results if latest[row.pk].declared is Status.ON_TRACK]
    return Known(
        latest=latest,
        readings=_readings([row.pk for row in key_results if row.kind in BANDS], today),
        computed=_moves(green, today),
        checkpoints=_checkpoints(ids),
        checklist=_checklists([row.pk for row in key_results if row.kind == "milestone"]),
        bands=status_bands(),
    )


def evidence_of(row: KeyResult, cycle: Cycle, known: Known) -> Evidence:
    """One key result's facts, as the core judges them."""
    latest = known.latest.get(row.pk, Latest())
    last = [latest.value] if latest.value else []
    return Evidence(
        definition=definition_of(row),
        stretch=Stretch(cycle.starts_on, cycle.ends_on),
        cadence_days=cycle.cadence_days,
        running_since=_running_since(row, cycle),
        checkpoints=known.checkpoints.get(row.pk, ()),
        readings=known.readings.get(row.pk, last),
        checklist=known.checklist.get(row.pk, ()),
        computed=known.computed.get(row.pk, ()),
        last_check_in=latest.seen_on,
        declared=latest.declared,
        closed=_closed(row),
        bands=known.bands,
    )


def status_bands() -> PaceBands:
    row = StatusBands.objects.filter(pk=1).first()
    if row is None:
        return PaceBands()
    return PaceBands(float(row.on_track), float(row.at_risk), float(row.too_early))


def _running_since(row: KeyResult, cycle: Cycle) -> date | None:
    """From the later of the cycle's first day, its opening and the day the key result was added."""
    if cycle.state == Cycle.State.DRAFT:
        return None
    opened = cycle.opened_at.date() if cycle.opened_at else cycle.starts_on
    return max(cycle.starts_on, opened, row.added_late_on or cycle.starts_on)


def _closed(row: KeyResult) -> Status | None:
    if row.state == KeyResult.State.DROPPED:
        return Status.DROPPED
    return Status(row.outcome) if row.outcome else None


def _latest(ids: Sequence[int], today: date) -> dict[int, Latest]:
    return {
        row[0]: Latest(
            seen_on=row[1],
            value=Reading(row[2], row[3]) if row[2] else None,
            declared=Status(row[4]) if row[4] else None,
            confidence=row[5],
        )
        for row in _rows(LATEST, {"ids": list(ids), "today": today})
    }


def _moves(ids: Sequence[int], today: date) -> dict[int, list[Reading]]:
    if not ids:
        return {}
    long_ago = today - timedelta(days=STUCK_AFTER_DAYS)
    rows = _rows(MOVED, {"ids": list(ids), "today": today, "long_ago": long_ago})
    return {row[0]: [Reading(row[1], row[2]), *([Reading(row[3], row[4])] if row[3] else [])] for row in rows}


def _readings(ids: Sequence[int], today: date) -> dict[int, list[Reading]]:
    found: dict[int, list[Reading]] = defaultdict(list)
    if ids:
        rows = CheckIn.objects.filter(key_result__in=ids, day__lte=today, value__isnull=False)
        for key, day, value in rows.order_by("day", "pk").values_list("key_result_id", "day", "value"):
            if found[key] and found[key][-1].day == day:
                found[key].pop()  # the later word on the same day is the one that counts
            found[key].append(Reading(day, value))
    return found


def _checkpoints(ids: Sequence[int]) -> dict[int, list[Expected]]:
    found: dict[int, list[Expected]] = defaultdict(list)
    rows = Checkpoint.objects.filter(key_result__in=ids).order_by("due_on")
    for key, due_on, expected in rows.values_list("key_result_id", "due_on", "expected"):
        found[key].append(Expected(due_on, expected))
    return found


def _checklists(ids: Sequence[int]) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = defaultdict(list)
    if ids:
        rows = ChecklistItem.objects.filter(key_result__in=ids)
        for key, weight, done_on in rows.values_list("key_result_id", "weight", "done_on"):
            found[key].append(Point(Decimal(weight), done_on is not None))
    return found


def _rows(sql: str, arguments: Mapping[str, object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchall()
