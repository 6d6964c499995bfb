"""Why a score changed: every component's part of the difference, adding up exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

Arithmetic = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartOfChange:
    """What one component adds to the difference, in points of the score.

    `by_value`: the component itself became better or worse. `by_weight`: it weighs more or less than before, because
    weights were changed or because other components gained or lost their data.
    """

    name: str
    before: float | None
    after: float | None
    by_value: float
    by_weight: float

    @property
    def points(self) -> float:
        return self.by_value + self.by_weight


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two scores with its parts; None where one of them is not scorable."""

    before: float | None
    after: float | None
    parts: Sequence[PartOfChange]

    @property
    def points(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


def explain(before: Arithmetic, after: Arithmetic) -> Change:
    """Compare the arithmetic of two receipts.

    With v the value and w the weight among components with data, w'v' − wv = (v' − v)·(w + w')/2 + (w' − w)·(v + v')/2:
    nothing is left over. A component that had no data before counts with its value of now, so that its coming is a
    change of weight.
    """
    if before["score"] is None or after["score"] is None:
        return Change(before["score"], after["score"], ())
    old, new = _weighed(before), _weighed(after)
    parts = []
    for name in new:
        weight_then, value_then = old.get(name, (0.0, None))
        weight_now, value_now = new[name]
        then = value_then if value_then is not None else value_now
        now = value_now if value_now is not None else value_then
        if then is None or now is None:
            parts.append(PartOfChange(name, None, None, 0.0, 0.0))
            continue
        by_value = 100 * (now - then) * (weight_then + weight_now) / 2
        by_weight = 100 * (weight_now - weight_then) * (then + now) / 2
        parts.append(PartOfChange(name, value_then, value_now, by_value, by_weight))
    return Change(before["score"], after["score"], parts)


def _weighed(arithmetic: Arithmetic) -> dict[str, tuple[float, float | None]]:
    """By component its weight among those with data (0 without), and its value."""
    rows = arithmetic["components"]
    known = fsum(row["weight"] for row in rows if row["value"] is not None)
    return {
        row["name"]: (row["weight"] / known if row["value"] is not None and known > 0 else 0.0, row["value"])
        for row in rows
    }
