"""Where values stand in a still picture: two axes with their scales, ticks and labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import floor, log10
from typing import Any, Self

from reports.figures.pictures.svg import painted, said

WIDE, TOP, BELOW, END = 1000.0, 10.0, 34.0, 98.0
MOST_LABELS = 8
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis: words have a place each, numbers and days lie between `low` and `high`."""

    words: Mapping[str, int]
    low: float
    high: float
    is_reversed: bool = False
    days: bool = False

    @classmethod
    def of(cls, values: Sequence[object], axis: Mapping[str, Any], *, from_zero: bool) -> Self | None:
        known = [value for value in values if value is not None]
        texts = [value for value in known if isinstance(value, str)]
        is_reversed = axis.get("autorange") == "reversed"
        days = [_number(text) for text in texts]
        if texts and (axis.get("type") == "category" or None in days):
            words = {name: at for at, name in enumerate(dict.fromkeys(texts))}
            return cls(words, -0.5, len(words) - 0.5, is_reversed)
        numbers = [float(value) for value in known if isinstance(value, (int, float))]
        numbers += [day for day in days if day is not None]
        if not numbers:
            return None
        low, high = min(numbers), max(numbers)
        low, high = (min(low, 0.0), max(high, 0.0)) if from_zero else (low, high)
        spare = 0.0 if texts else 0.04 * (high - low)
        high = high + spare if high > low else high + 1
        return cls({}, low - (spare if low < 0 else 0.0), high, is_reversed, bool(texts))

    def share(self, value: object) -> float | None:
        """How far along the axis a value lies, 0 to 1; None for one that is unknown."""
        at = self.words.get(str(value)) if self.words else _number(value)
        if at is None:
            return None
        share = (at - self.low) / (self.high - self.low)
        return 1 - share if self.is_reversed else share

    def ticks(self) -> list[tuple[float, str]]:
        """Where labels stand along the axis."""
        if self.words:
            return [(self.share(name) or 0.0, name) for name in self.words]
        if self.days:
            span = [self.low + (self.high - self.low) * part / 5 for part in range(6)]
            return [((at - self.low) / (self.high - self.low), f"{date.fromordinal(int(at)):%-d %b %y}") for at in span]
        step = _step((self.high - self.low) / 5)
        first = int(self.low // step)
        marks = [step * at for at in range(first, first + 12) if self.low <= step * at <= self.high]
        return [(self.share(value) or 0.0, _short(value)) for value in marks]


@dataclass(frozen=True, slots=True)
class Frame:
    """The place of the marks: `left` per cent of the width belong to labels."""

    x: Scale
    y: Scale
    height: int
    left: float

    @classmethod
    def of(cls, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], *, height: int) -> Self | None:
        across = any(one.get("orientation") == "h" for one in traces)
        upright = any(one.get("type") == "bar" for one in traces) and not across
        x = Scale.of(_all(traces, "x"), layout.get("xaxis", {}), from_zero=across)
        y = Scale.of(_all(traces, "y"), layout.get("yaxis", {}), from_zero=upright)
        return cls(x, y, height, 34.0 if y.words else 9.0) if x and y else None

    @property
    def inner(self) -> float:
        return self.height - TOP - BELOW

    def point(self, x: object, y: object) -> tuple[float, float] | None:
        along, up = self.x.share(x), self.y.share(y)
        if along is None or up is None:
            return None
        return WIDE * along, self.inner * (1 - up)

    def axes(self) -> str:
        """Grid lines and labels."""
        parts = [self._line(share, horizontal=True) for share, _ in self.y.ticks() if not self.y.words]
        parts += [self._line(share, horizontal=False) for share, _ in self.x.ticks() if not self.x.words]
        every = max(1, -(-len(self.x.ticks()) // MOST_LABELS))
        for share, text in self.x.ticks()[::every]:
            at = self.left + share * (END - self.left)
            parts.append(said(text, x=f"{at:.2f}%", y=self.height - 16, anchor="middle"))
        for share, text in self.y.ticks():
            parts.append(said(text, x=f"{self.left - 1:g}%", y=TOP + self.inner * (1 - share), anchor="end"))
        return "".join(parts)

    def placed(self, inside: str) -> str:
        """Marks in their own coordinates, 1000 wide, stretched over the place that is left."""
        box = f'x="{self.left:g}%" y="{TOP:g}" width="{END - self.left:g}%" height="{self.inner:g}"'
        return f'<svg {box} viewBox="0 0 {WIDE:g} {self.inner:g}" preserveAspectRatio="none">{inside}</svg>'

    def _line(self, share: float, *, horizontal: bool) -> str:
        at, up = self.left + share * (END - self.left), TOP + self.inner * (1 - share)
        ends = (
            f'x1="{self.left:g}%" x2="{END:g}%" y1="{up:.1f}" y2="{up:.1f}"'
            if horizontal
            else f'x1="{at:.2f}%" x2="{at:.2f}%" y1="{TOP:g}" y2="{TOP + self.inner:g}"'
        )
        return f"<line {ends} {painted('line', of='stroke')}/>"


def _all(traces: Sequence[Mapping[str, Any]], name: str) -> list[object]:
    """Every value of an axis, and how far intervals reach beside it."""
    found = [value for one in traces for value in one.get(name, ())]
    for one in traces:
        reach = one.get(f"error_{name}", {}).get("array", ())
        found += [value + more for value, more in zip(one.get(name, ()), reach, strict=False) if value is not None]
    return found


def _number(value: object) -> float | None:
    """A number as it is; a day, written as 2026-03-31, as days."""
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return float(datetime.fromisoformat(str(value)).toordinal())
    except ValueError:
        return None


def _step(rough: float) -> float:
    whole = 10.0 ** floor(log10(rough))
    return next(step * whole for step in STEPS if step * whole >= rough * 0.999)


def _short(value: float) -> str:
    """2,500,000 as 2.5M."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
