"""Objectives and key results of a cycle as they are at one moment, kept as plain values and read again later."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max

from okrs.core.status import PaceBands
from okrs.models import CheckIn, Cycle, KeyResult, Objective
from okrs.selectors.evidence import Known, facts_of, facts_on, status_bands

Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """Rows as they were on `day`, and what was known of the key results; check-ins up to `last_check_in` were there."""

    day: date
    last_check_in: int
    objectives: Sequence[Objective]
    key_results: Sequence[KeyResult]
    known: Known


def plan_to_keep(cycle: Cycle, *, today: date) -> dict[str, Any]:
    """Everything that the cycle's objectives are judged by, as JSON can hold it."""
    objectives = Objective.objects.filter(cycle=cycle).order_by("-weight", "name")
    key_results = KeyResult.objects.filter(objective__cycle=cycle).order_by("-weight", "name", "pk")
    found = {
        "day": today,
        "last_check_in": CheckIn.objects.aggregate(last=Max("pk"))["last"] or 0,
        "objectives": serializers.serialize("python", objectives),
        "key_results": serializers.serialize("python", key_results),
        "facts": facts_on([row.pk for row in key_results], today=today),
        "bands": asdict(status_bands()),
    }
    kept: dict[str, Any] = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return kept


def read_plan(kept: Mapping[str, Any]) -> KeptPlan:
    """The rows again, not to be saved."""
    return KeptPlan(
        day=date.fromisoformat(kept["day"]),
        last_check_in=kept["last_check_in"],
        objectives=_rows(kept["objectives"]),
        key_results=_rows(kept["key_results"]),
        known=Known({row[0]: facts_of(*_read(row[1:])) for row in kept["facts"]}, PaceBands(**kept["bands"])),
    )


def _rows(kept: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    return [row.object for row in serializers.deserialize("python", kept, ignorenonexistent=True)]


def _read(row: Sequence[Any]) -> list[Any]:
    return [read(part) for read, part in zip(COLUMNS, row, strict=True)]


def _day(part: str | None) -> date | None:
    return None if part is None else date.fromisoformat(part)


def _number(part: str | None) -> Decimal | None:
    return None if part is None else Decimal(part)


def _each(read: Read) -> Read:
    return lambda part: None if part is None else [read(one) for one in part]


def _same(part: Any) -> Any:
    return part


# How each column of queries/known.sql is read, behind the key result's key.
COLUMNS: Sequence[Read] = (
    _day, _day, _number, _same, _same, _day, _number, _day, _number,
    _each(_day), _each(_number), _each(_day), _each(_number), _each(_number), _same,
)  # fmt: skip
