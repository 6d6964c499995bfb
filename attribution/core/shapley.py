"""Shapley values of channels in two games (Shapley 1953; Zhao, Mahboobi, Bagheri 2018).

Closure game: a coalition is worth the conversions of all journeys it covers alone; a journey's credit is then shared
equally by its distinct channels. Conversion-rate game: a coalition is worth the rate of conversion among the
journeys it covers, so that channels seen mostly in null journeys can earn little or even less than nothing.
"""

from dataclasses import dataclass

import numpy as np

from attribution.core.coalitions import inside_sums, joining_weights, member_sums, sizes
from attribution.core.sets import Sets, spread
from attribution.core.transitions import Floats, Ints, summed

# The table of the rate game has 2**players rows.
PLAYERS = 20


@dataclass(frozen=True, slots=True)
class Players:
    """`of` maps channels to players; with more channels than players the rare ones play as one, the last."""

    of: Ints
    count: int
    merged: bool


def closure(sets: Sets) -> tuple[Floats, Floats]:
    """Conversions and value per channel: each set's total divided equally among its channels."""
    even = np.ones(sets.channels)
    return spread(sets, even, sets.conversions), spread(sets, even, sets.value)


def rate(sets: Sets, *, players: Players | None = None) -> tuple[Floats, Floats]:
    """Conversions and value per channel; they add up to all conversions and all value."""
    seats = players or seat(sets)
    mask = masks(sets, seats)
    journeys = float((sets.conversions + sets.nulls).sum())
    inside = amounts_inside(mask, sets.conversions + sets.nulls, players=seats.count)
    results = []
    for amounts in (sets.conversions, sets.value):
        phi = rate_values(mask, amounts, inside, players=seats.count)
        results.append(shared_out(phi * journeys, sets, seats, amounts))
    return results[0], results[1]


def seat(sets: Sets) -> Players:
    """The channels with most converting journeys play alone, up to 20 players; ties go to the lower code."""
    if sets.channels <= PLAYERS:
        return Players(of=np.arange(sets.channels), count=sets.channels, merged=False)
    seen = np.bincount(sets.member, weights=sets.conversions[sets.owner], minlength=sets.channels)
    ranked = np.lexsort((np.arange(sets.channels), -np.round(seen, 6)))
    of = np.full(sets.channels, PLAYERS - 1)
    of[ranked[: PLAYERS - 1]] = np.arange(PLAYERS - 1)
    return Players(of=of, count=PLAYERS, merged=True)


def masks(sets: Sets, players: Players) -> Ints:
    """Each set as a bit mask of its players."""
    bits = np.int64(1) << players.of[sets.member]
    return np.bitwise_or.reduceat(bits, sets.offsets[:-1]) if len(sets.size) else np.zeros(0, dtype=np.int64)


def amounts_inside(mask: Ints, amounts: Floats, *, players: int) -> Floats:
    """For every coalition what the journeys add up to that it covers alone."""
    return inside_sums(summed(mask, amounts, size=1 << players), players=players)


def rate_values(mask: Ints, amounts: Floats, inside: Floats, *, players: int) -> Floats:
    """Shapley values of v(S) = amounts / journeys over the journeys inside S, of which there are `inside`.

    A player's value is the sum over S of v(S) times joining(|S| - 1) when it is in S and minus joining(|S|) when not.
    """
    worth = coalition_rates(mask, amounts, inside, players=players)
    joining, size = joining_weights(players), sizes(players)
    without = worth * joining[size]
    gain = worth * joining[size - 1] + without
    return member_sums(gain, players=players) - float(without.sum())


def coalition_rates(mask: Ints, amounts: Floats, inside: Floats, *, players: int) -> Floats:
    """v of every coalition; 0 where no journey is inside."""
    part = amounts_inside(mask, amounts, players=players)
    return np.divide(part, inside, out=np.zeros_like(part), where=inside > 0)


def shared_out(credit: Floats, sets: Sets, players: Players, amounts: Floats) -> Floats:
    """Players back to channels; the merged player's credit goes to its channels as the closure game has it."""
    if not players.merged:
        return credit
    equal = spread(sets, np.ones(sets.channels), amounts)
    result = credit[players.of]
    rare = players.of == players.count - 1
    whole = equal[rare].sum()
    part = equal[rare] / whole if whole else np.full(rare.sum(), 1 / rare.sum())
    result[rare] = credit[-1] * part
    return result
