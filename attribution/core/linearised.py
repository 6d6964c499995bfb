"""First-order replicates where solving every replicate again would take minutes.

Removal effects and the rate game are smooth functions of counts, so a replicate is the estimate plus the gradient
times the change of the counts (the delta method, Efron 1982, ch. 6).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from attribution.core.coalitions import around_sums, joining_weights, sizes
from attribution.core.markov import Chain, chain, fixed_point
from attribution.core.sets import Sets
from attribution.core.shapley import Players, amounts_inside, coalition_rates, masks
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


def rate_gradients(sets: Sets, players: Players, amounts: Floats, *, at: Ints) -> tuple[Floats, Floats]:
    """Derivatives of the rate game's values by the amount and by the journeys of each coalition of `at`, which are bit
    masks: two matrices coalitions x players."""
    mask, whole = masks(sets, players), sets.conversions + sets.nulls
    inside = amounts_inside(mask, whole, players=players.count)
    worth = coalition_rates(mask, amounts, inside, players=players.count)
    each = np.divide(1.0, inside, out=np.zeros_like(inside), where=inside > 0)
    return _joined(at, each, players.count), -_joined(at, each * worth, players.count)


def _joined(mask: Ints, each: Floats, players: int) -> Floats:
    """For every set and player: what `each`, summed over the coalitions around the set, adds to the player's value."""
    joining, size = joining_weights(players), sizes(players)
    with_player = around_sums(each * (joining[size - 1] + joining[size]), players=players)
    without = around_sums(each * joining[size], players=players)
    bits = np.int64(1) << np.arange(players)
    return np.asarray(with_player[mask[:, None] | bits] - without[mask][:, None], dtype=np.float64)
