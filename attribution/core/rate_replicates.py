"""Replicates of the conversion-rate game: redrawn data, and beside them journeys that nobody made.

Its estimate rests on coalitions with hardly a journey inside: a channel that two people met alone, and that never
converted, has a rate of 0 in every redraw, though the next hundred might well convert. Redraws alone therefore tell of
too little doubt. So every replicate adds to each channel half a journey of its own on average, which converts as often
as all journeys do: a prior of half an observation (Jeffreys 1946), redrawn like the data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from attribution.core import shapley
from attribution.core.draws import unit_weights
from attribution.core.linearised import rate_gradients
from attribution.core.sets import Sets
from attribution.core.transitions import Floats, Ints

IMAGINED = 0.5
# Whom these ids stand for is nobody: those of units begin at 0.
_CONVERTED, _LOST = -1, -2


@dataclass(frozen=True, slots=True)
class RateSlopes:
    """Derivatives of the game's values, which count conversions or money, by what a coalition won and by its journeys:
    sets x players, and for the imagined journeys players x players, by each one's coalition of its own."""

    at: Floats
    won: Floats
    journeys: Floats
    won_alone: Floats
    journeys_alone: Floats


def solved_rates(sets: Sets, worlds: Sequence[Sets]) -> tuple[Floats, Floats]:
    """Conversions and money, replicates x channels, of redrawn sets that are solved again one by one."""
    players = shapley.seat(sets)
    won, value, journeys = _imagined(sets, players, replicates=len(worlds))
    mask = np.concatenate([shapley.masks(sets, players), _alone(players)])
    credit = [np.empty((len(worlds), sets.channels)) for _ in range(2)]
    for b, world in enumerate(worlds):
        whole = np.concatenate([world.conversions + world.nulls, journeys[b]])
        inside = shapley.amounts_inside(mask, whole, players=players.count)
        for found, mine, added in zip(credit, (world.conversions, world.value), (won[b], value[b]), strict=True):
            values = shapley.rate_values(mask, np.concatenate([mine, added]), inside, players=players.count)
            found[b] = shapley.shared_out(_scaled(values, mine.sum()), sets, players, mine)
    return credit[0], credit[1]


def rate_slopes(sets: Sets, amounts: Floats) -> RateSlopes:
    """Of the game in conversions or in money, where that is what `amounts` has by set."""
    players, rows = shapley.seat(sets), len(sets.size)
    mask = shapley.masks(sets, players)
    by_won, by_journeys = rate_gradients(sets, players, amounts, at=np.concatenate([mask, _alone(players)]))
    whole = sets.conversions + sets.nulls
    inside = shapley.amounts_inside(mask, whole, players=players.count)
    at = shapley.rate_values(mask, amounts, inside, players=players.count)
    at = at - by_won[:rows].T @ amounts - by_journeys[:rows].T @ whole
    return RateSlopes(at, by_won[:rows], by_journeys[:rows], by_won[rows:], by_journeys[rows:])


def moved_rates(sets: Sets, amounts: Floats, slopes: RateSlopes, drawn: Floats, totals: Floats) -> Floats:
    """Credit to first order, replicates x channels. `drawn` sums the slopes over redrawn journeys, replicates x
    players; `totals` is what every replicate won."""
    players = shapley.seat(sets)
    won, value, journeys = _imagined(sets, players, replicates=len(totals))
    added = (won if amounts is sets.conversions else value) @ slopes.won_alone + journeys @ slopes.journeys_alone
    values = slopes.at + drawn + added
    return np.array(
        [
            shapley.shared_out(_scaled(line, total), sets, players, amounts)
            for line, total in zip(values, totals, strict=True)
        ]
    )


def _imagined(sets: Sets, players: shapley.Players, *, replicates: int) -> tuple[Floats, Floats, Floats]:
    """What each player's imagined journeys won, in conversions and in money, and how many they are: replicates x
    players, the same in every run."""
    won, journeys = float(sets.conversions.sum()), float((sets.conversions + sets.nulls).sum())
    rate = won / journeys if journeys else 0.0
    converted = _drawn(_CONVERTED, players.count, IMAGINED * rate, replicates)
    lost = _drawn(_LOST, players.count, IMAGINED * (1 - rate), replicates)
    return converted, converted * (float(sets.value.sum()) / won if won else 0.0), converted + lost


def _drawn(first: int, count: int, mean: float, replicates: int) -> Floats:
    """Poisson counts with this mean."""
    if mean <= 0:
        return np.zeros((replicates, count))
    ids = first - 2 * np.arange(count, dtype=np.int64)
    return np.asarray(unit_weights(ids, np.full(count, mean), replicates=replicates).T * mean, dtype=np.float64)


def _scaled(values: Floats, total: float) -> Floats:
    """Values of the game as credit that adds up to what was won; none where they add up to nothing."""
    whole = float(values.sum())
    return values * (total / whole) if whole else np.zeros_like(values)


def _alone(players: shapley.Players) -> Ints:
    return np.int64(1) << np.arange(players.count, dtype=np.int64)
