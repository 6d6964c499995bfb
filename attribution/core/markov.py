"""Removal effects of an absorbing Markov chain, exact (Anderl, Becker, von Wangenheim, Schumann 2016).

With Q among states, q0 the start row, r the exits to conversion: N = (I - Q)^-1, h = q0 N, x = N r, P = q0 x.
Taking out the states S of a channel sends their visitors to null and costs h_S (N_SS)^-1 x_S of P. The same with
the money of conversions in place of their number gives the effect on value.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from attribution.core.transitions import CONVERSION, START, Floats, Transitions, members, summed

# Above this many states an inverse costs more than the fixed point.
DENSE_STATES = 1_200
TOLERANCE = 1e-15
ROUNDS = 20_000


@dataclass(frozen=True, slots=True)
class Chain:
    """Transition probabilities among m states; `won` per state: probability to convert next, and money per exit."""

    among: sparse.csr_matrix
    start: Floats
    won: Floats
    holds: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Removal:
    """Share of conversions (of value) that is lost when a channel is taken out; `probability` of a start to convert."""

    effect: Floats
    value_effect: Floats
    probability: float


def removal(rows: Transitions) -> Removal:
    """Removal effect of every channel; all zero when nothing converts."""
    made = chain(rows)
    whole, without = (dense if made.among.shape[0] <= DENSE_STATES else thin)(made)
    effect, value_effect = (
        lost / total if total else np.zeros(rows.channels) for total, lost in zip(whole, without, strict=True)
    )
    return Removal(effect=effect, value_effect=value_effect, probability=float(whole[0]))


def pooled(effect: Floats, total: float, *, otherwise: Floats | None = None) -> Floats:
    """The total shared in proportion to the effects; where these cancel out, in proportion to `otherwise`."""
    whole = effect.sum()
    if abs(whole) > 1e-12:
        share: Floats = effect / whole * total
        return share
    return pooled(otherwise, total) if otherwise is not None else np.zeros(len(effect))


def chain(rows: Transitions) -> Chain:
    """Counts to probabilities; passes of a state to itself are left out, they change no effect."""
    states = np.unique(rows.source[rows.source > START])
    size = len(states)
    moving = (rows.source != rows.target) & (rows.count > 0)
    source, target, count = rows.source[moving], rows.target[moving], rows.count[moving]
    row = np.where(source == START, size, np.searchsorted(states, source))
    out = np.bincount(row, weights=count, minlength=size + 1)
    share = count / np.maximum(out[row], np.finfo(float).tiny)
    inner = (target > 0) & (source != START)
    column = np.searchsorted(states, target)
    won = np.zeros((size, 2))
    last = target == CONVERSION
    won[row[last], 0] = share[last]
    won[row[last], 1] = rows.value[moving][last] / out[row[last]]
    begin = source == START
    return Chain(
        among=sparse.csr_matrix((share[inner], (row[inner], column[inner])), shape=(size, size)),
        start=summed(column[begin], share[begin], size=size) if size else np.zeros(0),
        won=won,
        holds=members(states, channels=rows.channels, order=rows.order),
    )


def dense(made: Chain) -> tuple[Floats, Floats]:
    """Totals (conversions, value) and what each channel's removal takes from them, from one inverse."""
    size = len(made.start)
    visits = np.linalg.inv(np.eye(size) - made.among.toarray())
    reach, ahead = made.start @ visits, visits @ made.won
    lost = np.zeros((2, len(made.holds)))
    for channel, inside in enumerate(made.holds):
        block = visits[np.ix_(inside, inside)]
        lost[:, channel] = reach[inside] @ np.linalg.solve(block, ahead[inside]) if inside.any() else 0.0
    return made.start @ ahead, lost


def thin(made: Chain) -> tuple[Floats, Floats]:
    whole = made.start @ outcomes(made, np.zeros(len(made.start), dtype=np.bool_))
    lost = [whole - made.start @ outcomes(made, inside) for inside in made.holds]
    return whole, np.array(lost).T


def outcomes(made: Chain, without: NDArray[np.bool_]) -> Floats:
    """Probability to convert and expected money from every state when the states `without` lead to null."""
    keep = (~without).astype(float)
    among = sparse.diags(keep) @ made.among @ sparse.diags(keep)
    own = made.won * keep[:, None]
    return fixed_point(among.tocsr(), own)


def fixed_point(among: sparse.csr_matrix, own: Floats) -> Floats:
    """Solve x = own + among x: rounds until nothing moves, directly where long cycles settle too slowly."""
    found = own
    scale = max(float(np.abs(own).max(initial=0.0)), np.finfo(float).tiny)
    for _ in range(ROUNDS):
        following = own + among @ found
        moved = float(np.abs(following - found).max(initial=0.0))
        found = following
        if moved <= TOLERANCE * scale:
            return np.asarray(found, dtype=np.float64)
    exact: Floats = sparse.linalg.splu(sparse.eye(len(own), format="csc") - among.tocsc()).solve(own)
    return exact
