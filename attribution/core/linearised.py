"""First-order replicates where solving every replicate again would take minutes.

Removal effects and the rate game are smooth functions of counts, so a replicate is the estimate plus the gradient
times the change of the counts (the delta method, Efron 1982, ch. 6).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from attribution.core.markov import Chain, chain, fixed_point
from attribution.core.sets import Sets
from attribution.core.shapley import Players, coalition_rates, coalition_sizes, marginal_weights, masks
from attribution.core.transitions import CONVERSION, START, Floats, Ints, Transitions


@dataclass(frozen=True, slots=True)
class Gradient:
    """`at` is the estimate per quantity, `slope` its derivative: rows (transitions or sets) x quantities."""

    at: Floats
    slope: Floats


def conversion_gradients(rows: Transitions) -> Gradient:
    """Chance to convert: of the whole chain (column 0), then without each channel, by count of every transition."""
    made = chain(rows)
    states = np.unique(rows.source[rows.source > START])
    columns = [_chance(rows, made, states, keep) for keep in (np.ones(len(states)), *(~made.holds).astype(float))]
    return Gradient(at=np.array([at for at, _ in columns]), slope=np.stack([slope for _, slope in columns], axis=1))


def _chance(rows: Transitions, made: Chain, states: Ints, keep: Floats) -> tuple[float, Floats]:
    kept = sparse.diags(keep)
    among = (kept @ made.among @ kept).tocsr()
    ahead = fixed_point(among, made.won[:, :1] * keep[:, None])[:, 0]
    visits = fixed_point(among.T.tocsr(), (made.start * keep)[:, None])[:, 0]
    size = len(states)
    moving = (rows.source != rows.target) & (rows.count > 0)
    source = np.where(rows.source == START, size, np.searchsorted(states, rows.source))
    leaving = np.bincount(source[moving], weights=rows.count[moving], minlength=size + 1)
    at = float(made.start @ ahead)
    here = np.append(ahead, at)[source]
    column = np.minimum(np.searchsorted(states, rows.target), size - 1)
    there = np.where(rows.target > 0, ahead[column], (rows.target == CONVERSION).astype(float))
    passing = np.append(visits, 1.0)[source] / np.maximum(leaving[source], np.finfo(float).tiny)
    alive = np.append(keep, 1.0)[source] > 0
    return at, np.where(moving & alive, passing * (there - here), 0.0)


def rate_gradients(sets: Sets, players: Players, amounts: Floats) -> tuple[Floats, Floats]:
    """Derivatives of the rate game's values by each set's amount and by its journeys: two matrices sets x players."""
    mask = masks(sets, players)
    journeys = np.bincount(mask, weights=sets.conversions + sets.nulls, minlength=1 << players.count)
    for player in range(players.count):
        pairs = journeys.reshape(-1, 2, 1 << player)
        pairs[:, 1] += pairs[:, 0]
    worth = coalition_rates(mask, amounts, sets.conversions + sets.nulls, players=players.count)
    each = np.divide(1.0, journeys, out=np.zeros_like(journeys), where=journeys > 0)
    size, weight = coalition_sizes(players.count), marginal_weights(players.count)
    by_amount = np.empty((len(mask), players.count))
    by_journey = np.empty_like(by_amount)
    for player in range(players.count):
        inside = (np.arange(len(size)) >> player) & 1
        sign = np.where(inside, weight[np.maximum(size - 1, 0)], -weight[np.minimum(size, players.count - 1)]) * each
        by_amount[:, player] = _above(sign, players.count)[mask]
        by_journey[:, player] = -_above(sign * worth, players.count)[mask]
    return by_amount, by_journey


def _above(table: Floats, players: int) -> Floats:
    """Sum over all coalitions that contain each coalition."""
    total = table.copy()
    for player in range(players):
        pairs = total.reshape(-1, 2, 1 << player)
        pairs[:, 0] += pairs[:, 1]
    return total
