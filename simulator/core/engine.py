"""Runs all counterfactual worlds of a population day by day on the same draws.

Touches of a day happen in its first part and see the stocks of the evening before; conversions happen in the
evening and see the day's touches. Stocks decay lazily: a unit is brought up to date only on days when something
could happen to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.core.candidates import Candidates
from simulator.core.draws import Floats, Integers
from simulator.core.variants import Singles, Variants
from simulator.core.wiring import Wiring

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Totals by counterfactual world (rows), and what happened in the world as it is."""

    realised: Floats
    """World × score, summed over the conversions that happened; whole numbers."""
    expected: Floats
    """The same with every candidate counted by its probability, which takes most of the luck out."""
    touches: Integers
    """World × channel, Direct last; served, whether recorded or not."""
    touched: Flags
    """Per touch candidate: did it happen in the world as it is?"""
    converted: Flags
    """Per conversion candidate."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all counterfactual worlds share."""

    units: int
    days: int
    touches: Candidates
    conversions: Candidates
    scores: Floats
    """Conversion candidate × score: what each is worth if it happens."""
    wiring: Wiring


def run(setting: Setting, variants: Variants) -> Outcome:
    """Play every day of every variant; time grows with candidates × variants."""
    touches, conversions, wiring = setting.touches, setting.conversions, setting.wiring
    state = _State(units=setting.units, wiring=wiring, variants=variants)
    outcome = _empty(setting, variants)
    touch_days = np.searchsorted(touches.day, np.arange(setting.days + 1))
    conversion_days = np.searchsorted(conversions.day, np.arange(setting.days + 1))
    for day in range(setting.days):
        reached = slice(touch_days[day], touch_days[day + 1])
        buying = slice(conversion_days[day], conversion_days[day + 1])
        state.open(day, touches.unit[reached], conversions.unit[buying])
        for number in range(wiring.direct + 1):
            span = _span(touches.channel[reached], number, reached.start)
            accepted = state.touch(number, touches, span)
            outcome.touched[span] = accepted[:, variants.as_is]
            outcome.touches[:, number] += accepted.sum(axis=0)
        state.deposit()
        chance, bought = state.convert(conversions, buying)
        outcome.realised[:] += bought.T.astype(np.float64) @ setting.scores[buying]
        outcome.expected[:] += (chance / conversions.ceiling[buying][:, None]).T @ setting.scores[buying]
        outcome.converted[buying] = bought[:, variants.as_is]
        state.close()
    return outcome


def _span(channels: Integers, number: int, offset: int) -> slice:
    first, last = np.searchsorted(channels, [number, number + 1])
    return slice(offset + int(first), offset + int(last))


def _empty(setting: Setting, variants: Variants) -> Outcome:
    scores = setting.scores.shape[1]
    return Outcome(
        realised=np.zeros((len(variants), scores)),
        expected=np.zeros((len(variants), scores)),
        touches=np.zeros((len(variants), setting.wiring.direct + 1), dtype=np.int64),
        touched=np.zeros(len(setting.touches), dtype=np.bool_),
        converted=np.zeros(len(setting.conversions), dtype=np.bool_),
    )


class _State:
    """Stocks of every unit (axis 0) in every variant (axis 1): one per channel, then brand, then visits."""

    def __init__(self, *, units: int, wiring: Wiring, variants: Variants) -> None:
        self._wiring = wiring
        self._variants = variants
        self._stocks = np.zeros((units, len(variants), wiring.visits + 1), dtype=np.float32)
        self._seen = np.zeros(units, dtype=np.int64)
        self._open_units: Integers = np.zeros(0, dtype=np.int64)
        self._now: Singles = self._stocks[:0]
        self._pending: list[tuple[int, Integers, Flags]] = []

    def open(self, day: int, reached: Integers, buying: Integers) -> None:
        """Bring the units that the day concerns up to date."""
        self._open_units = np.unique(np.concatenate([reached, buying]))
        passed = (day - self._seen[self._open_units])[:, None]
        self._now = self._stocks[self._open_units] * (self._wiring.keep**passed).astype(np.float32)[:, None, :]
        self._seen[self._open_units] = day

    def touch(self, number: int, touches: Candidates, span: slice) -> Flags:
        """Which candidates of one channel happen, by variant; stocks change only at deposit()."""
        row = np.searchsorted(self._open_units, touches.unit[span])
        chance = touches.base[span].astype(np.float32)[:, None] * self._reach(number)[None, :]
        sources = np.flatnonzero(self._wiring.lifts[:, number])
        if len(sources):
            raised = 1 + self._saturated(self._now[row][:, :, sources]) @ self._wiring.lifts[sources, number]
            chance = chance * raised
        if self._wiring.pooled[number]:
            chance = chance * np.minimum(self._now[row, :, self._wiring.visits], 1)
        accepted = np.asarray(touches.draw[span].astype(np.float32)[:, None] < chance)
        self._pending.append((number, row, accepted))
        return accepted

    def deposit(self) -> None:
        """Add the day's touches to the stocks."""
        for number, row, accepted in self._pending:
            if number < self._wiring.direct:
                self._now[row, :, number] += accepted
            if number < self._wiring.direct and self._wiring.brand[number]:
                built = self._wiring.brand[number] * self._variants.brand[:, number]
                self._now[row, :, self._wiring.brand_stock] += accepted * built[None, :]
            if not self._wiring.pooled[number]:
                self._now[row, :, self._wiring.visits] += accepted
        self._pending.clear()

    def convert(self, conversions: Candidates, span: slice) -> tuple[Floats, Flags]:
        """Probability of each candidate by variant, and whether it happened."""
        row = np.searchsorted(self._open_units, conversions.unit[span])
        pull = 1 + self._saturated(self._now[row][:, :, : self._wiring.visits]) @ self._wiring.effects
        chance = np.minimum(conversions.base[span][:, None] * pull.astype(np.float64), 1.0)
        return chance, np.asarray(conversions.draw[span][:, None] < chance)

    def close(self) -> None:
        self._stocks[self._open_units] = self._now

    def _reach(self, number: int) -> Singles:
        if number == self._wiring.direct:
            return np.ones(len(self._variants), dtype=np.float32)
        return np.asarray(self._variants.reach[:, number])

    def _saturated(self, stocks: Singles) -> Singles:
        return np.asarray(-np.expm1(stocks / -self._wiring.saturation))
