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
    results = []
    for amounts in (sets.conversions, sets.value):
        phi = rate_values(mask, amounts, sets.conversions + sets.nulls, players=seats.count)
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


def rate_values(mask: Ints, amounts: Floats, journeys: Floats, *, players: int) -> Floats:
    """Shapley values of v(S) = amounts / journeys over the journeys inside S; v = 0 where there are none.

    A player's value is the sum over S of v(S) times joining(|S| - 1) when it is in S and minus joining(|S|) when not.
    """
    worth = coalition_rates(mask, amounts, journeys, players=players)
    joining, size = joining_weights(players), sizes(players)
    gain = worth * (joining[size - 1] + joining[size])
    return member_sums(gain, players=players) - float((worth * joining[size]).sum())


def coalition_rates(mask: Ints, amounts: Floats, journeys: Floats, *, players: int) -> Floats:
    """v of every coalition."""
    whole, part = (
        inside_sums(summed(mask, column, size=1 << players), players=players) for column in (journeys, amounts)
    )
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


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
