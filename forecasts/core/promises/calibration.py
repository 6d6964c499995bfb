"""Promises: what an owner or a model said before, settled against what came, and how often the ranges held."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from forecasts.core.interval import Interval
from organisation.core.show import SPACE, percent

FEWEST_TO_JUDGE = 10
NINETY = 1.6449


@dataclass(frozen=True, slots=True)
class Promise:
    """A signed forecast of one number. `author` is the owner's name or the model's; `level` the share it claims."""

    campaign: str
    author: str
    channel: str
    model: str
    band: Interval
    level: float = 0.8


@dataclass(frozen=True, slots=True)
class Settled:
    """A promise and what came. `miss` is how far outside the range the actual fell, in its unit; 0 inside."""

    promise: Promise
    actual: float
    held: bool
    miss: float
    relative_error: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Share of ranges that held for one group, with the 90 % Wilson interval of that share."""

    group: str
    promises: int
    claimed: float
    held: int
    low: float
    high: float
    too_high: int
    too_low: int
    sentence: str

    @property
    def share(self) -> float:
        """Held ranges over all ranges."""
        return self.held / self.promises


def settle(promise: Promise, *, actual: float) -> Settled:
    """Compare a promise with what came. The relative error has no value where the median promised was zero."""
    band = promise.band
    miss = max(band.low - actual, actual - band.high, 0.0)
    relative = (actual - band.median) / abs(band.median) if band.median else None
    return Settled(promise, actual, band.holds(actual), miss, relative)


def calibrate(settled: Sequence[Settled], *, by: Callable[[Settled], str], level: float = 0.8) -> list[Calibration]:
    """One row per group (an owner, a channel, a model), of the promises that claimed `level`; by name."""
    rows = sorted((one for one in settled if abs(one.promise.level - level) < 1e-9), key=by)
    return [_row(group, list(members), level=level) for group, members in groupby(rows, key=by)]


def board_sentence(settled: Sequence[Settled], *, level: float = 0.8) -> str:
    """One line for the board: how often the ranges of all owners held; empty before the first is settled."""
    rows = [one for one in settled if abs(one.promise.level - level) < 1e-9]
    if not rows:
        return ""
    if len(rows) < FEWEST_TO_JUDGE:
        return (
            f"It is too early to say how often our {percent(level)} ranges hold: {len(rows)} of the {FEWEST_TO_JUDGE} "
            "promises that it takes are settled."
        )
    held = sum(one.held for one in rows)
    low, high = wilson(held, len(rows))
    return (
        f"Our {percent(level)} ranges held {percent(held / len(rows))} of the time "
        f"(n{SPACE}={SPACE}{len(rows)}; by chance alone between {percent(low)} and {percent(high)})."
    )


def wilson(held: int, promises: int, *, z: float = NINETY) -> tuple[float, float]:
    """Wilson's interval of a share (Wilson 1927)."""
    share = held / promises
    middle = (share + z * z / (2 * promises)) / (1 + z * z / promises)
    half = z / (1 + z * z / promises) * sqrt(share * (1 - share) / promises + z * z / (4 * promises**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _row(group: str, members: Iterable[Settled], *, level: float) -> Calibration:
    rows = list(members)
    held = sum(one.held for one in rows)
    low, high = wilson(held, len(rows))
    too_high = sum(one.actual < one.promise.band.low for one in rows)
    too_low = sum(one.actual > one.promise.band.high for one in rows)
    sentence = _sentence(len(rows), held, level, low, high, too_high, too_low)
    return Calibration(group, len(rows), level, held, low, high, too_high, too_low, sentence)


def _sentence(promises: int, held: int, level: float, low: float, high: float, too_high: int, too_low: int) -> str:
    said = f"The {percent(level)} ranges held {percent(held / promises)} of the time ({held} of {promises})"
    if promises < FEWEST_TO_JUDGE:
        return f"{said}: too few settled promises to judge, {FEWEST_TO_JUDGE} are needed."
    if low > level:
        return f"{said}: they are wider than they need to be."
    if high >= level:
        return f"{said}, as claimed."
    lean = "mostly promised too much" if too_high > 2 * too_low else "mostly promised too little"
    return f"{said}: too narrow, {lean if max(too_high, too_low) > 2 * min(too_high, too_low) else 'on both sides'}."
