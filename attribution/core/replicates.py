"""Bootstrap replicates of Markov chains and Shapley games, drawn over units.

Small worlds are solved again in every replicate; large ones move along their gradients (core/linearised.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from attribution.core import linearised, markov, shapley
from attribution.core.draws import Weights
from attribution.core.grouping import channel_sets
from attribution.core.models import Model
from attribution.core.rate_replicates import moved_rates, rate_slopes, solved_rates
from attribution.core.resampling import Feature, Lines, Units, resampled, units
from attribution.core.sets import Sets, spread
from attribution.core.transitions import (
    CONVERSION,
    Floats,
    Ints,
    Steps,
    Transitions,
    keyed,
    pair_key,
    places,
    transitions,
)

EXACT_STATES = 450
EXACT_SETS = 20_000
EXACT_PLAYERS = 12
DENSE_ENTRIES = 20_000_000


@dataclass(frozen=True, slots=True)
class Replicates:
    """Credit per replicate and channel, in conversions and in money: matrices replicates x channels."""

    conversions: Floats
    value: Floats


@dataclass(frozen=True, slots=True)
class Travels:
    """Journeys with touches, ordered by unit, and the bootstrap's units."""

    steps: Steps
    channels: int
    order: int
    over: Units


def travels(steps: Steps, unit: Ints, mass: Floats, *, channels: int, order: int, replicates: int) -> Travels:
    return Travels(steps=steps, channels=channels, order=order, over=units(unit, mass, replicates=replicates))


def game_replicates(of: Travels) -> Mapping[Model, Replicates]:
    """Replicates of markov, markov_normalised, shapley and shapley_rate, paired: one weight per unit and replicate."""
    rows = transitions(of.steps, channels=of.channels, order=of.order)
    sets, index = channel_sets(of.steps, channels=of.channels)
    small = len(sets.size) <= EXACT_SETS and of.channels <= EXACT_PLAYERS
    game = _redrawn(of, sets, index) if small else _moving(of, sets, index, markov.removal(rows).effect)
    chain = _passing(of, rows)
    drawn = resampled([*chain, *game.wanted], of.over)
    count, money = sum(drawn[:3], start=np.zeros_like(drawn[0])), drawn[3]
    states = len(np.unique(rows.source))
    solve = _solved_removals if states <= EXACT_STATES else _moved_removals
    effects, value_effects = solve(rows, count, money)
    pooled = Replicates(
        conversions=_pooled(effects, count[rows.target == CONVERSION].sum(axis=0), effects),
        value=_pooled(value_effects, money.sum(axis=0), effects),
    )
    return {Model.MARKOV: pooled, **game.solved(drawn[len(chain) :], effects)}


def _passing(of: Travels, rows: Transitions) -> list[Feature]:
    """Passes between states, to conversion, to null, and money to conversion, by transition."""
    known = pair_key(rows.source, rows.target, channels=of.channels, order=of.order)
    journeys = np.arange(len(of.steps.conversions))
    owner = np.repeat(journeys, np.diff(of.steps.offsets))
    found = []
    for key, amount in keyed(of.steps, channels=of.channels, order=of.order):
        some = np.flatnonzero(amount)
        journey = (owner if len(key) == len(owner) else journeys)[some]
        found.append(Feature(journey, places(key[some], known), amount[some], len(known)))
    return found


def _solved_removals(rows: Transitions, count: Floats, money: Floats) -> tuple[Floats, Floats]:
    found = [markov.removal(replace(rows, count=count[:, b], value=money[:, b])) for b in range(count.shape[1])]
    return np.array([one.effect for one in found]), np.array([one.value_effect for one in found])


def _moved_removals(rows: Transitions, count: Floats, money: Floats) -> tuple[Floats, Floats]:
    """To first order in the counts; the effect on value moves with the effect on conversions."""
    slope = linearised.conversion_gradients(rows)
    chance = slope.at[:, None] + slope.slope.T @ (count - rows.count[:, None])
    effects = 1 - np.divide(chance[1:], chance[:1], out=np.ones_like(chance[1:]), where=chance[:1] > 0).T
    base = markov.removal(rows)
    ratio = np.divide(base.value_effect, base.effect, out=np.ones_like(base.effect), where=base.effect != 0)
    return effects, effects * ratio


def _pooled(effects: Floats, totals: Floats, otherwise: Floats) -> Floats:
    return np.array(
        [markov.pooled(e, total, otherwise=o) for e, total, o in zip(effects, totals, otherwise, strict=True)]
    )


@dataclass(frozen=True, slots=True)
class Game:
    """What to draw for the models of channel sets, and how their replicates come from it and the removal effects."""

    wanted: Sequence[Feature | Lines]
    solved: Callable[[Sequence[Floats], Floats], Mapping[Model, Replicates]]


def _redrawn(of: Travels, sets: Sets, index: Ints) -> Game:
    """Every replicate solved again from its own sets."""
    journeys = np.arange(len(index))
    amounts = (of.steps.conversions, of.steps.value, of.steps.nulls)

    def solved(drawn: Sequence[Floats], effects: Floats) -> Mapping[Model, Replicates]:
        worlds = [
            replace(sets, conversions=won, value=value, nulls=nulls)
            for won, value, nulls in zip(*(part.T for part in drawn), strict=True)
        ]
        normalised = [
            (spread(w, e, w.conversions), spread(w, e, w.value)) for w, e in zip(worlds, effects, strict=True)
        ]
        return {
            Model.MARKOV_NORMALISED: _stacked(normalised),
            Model.SHAPLEY: _stacked([shapley.closure(world) for world in worlds]),
            Model.SHAPLEY_RATE: Replicates(*solved_rates(sets, worlds)),
        }

    return Game([Feature(journeys, index, amount, len(sets.size)) for amount in amounts], solved)


def _moving(of: Travels, sets: Sets, index: Ints, effect: Floats) -> Game:
    """All linear in the journeys but two: shares by removal effect and the rate game move along their gradients."""
    rates = [rate_slopes(sets, amounts) for amounts in (sets.conversions, sets.value)]
    tables = [_shares(sets, np.ones(sets.channels)), _shares(sets, effect)]
    tables += [slope for rate in rates for slope in (rate.won, rate.journeys)]
    won, value = of.steps.conversions, of.steps.value
    whole = won + of.steps.nulls
    parts = [[(won, 0)], [(value, 0)], [(won, 1)], [(value, 1)], [(won, 2), (whole, 3)], [(value, 4), (whole, 5)]]

    def solved(drawn: Sequence[Floats], effects: Floats) -> Mapping[Model, Replicates]:
        widths = [tables[part[0][1]].shape[1] for part in parts]
        shapes = [part.T for part in np.split(drawn[0], np.cumsum(widths)[:-1])]
        moved = [
            part + (effects - effect) @ _share_slopes(sets, effect, amount).T
            for part, amount in ((shapes[2], sets.conversions), (shapes[3], sets.value))
        ]
        credit = [
            moved_rates(sets, amounts, rates[k], shapes[4 + k], shapes[k].sum(axis=1))
            for k, amounts in enumerate((sets.conversions, sets.value))
        ]
        return {
            Model.MARKOV_NORMALISED: Replicates(moved[0], moved[1]),
            Model.SHAPLEY: Replicates(shapes[0], shapes[1]),
            Model.SHAPLEY_RATE: Replicates(credit[0], credit[1]),
        }

    return Game([Lines(index, [_compact(table) for table in tables], parts)], solved)


def _shares(sets: Sets, weight: Floats) -> sparse.csr_matrix:
    """Matrix sets x channels of the shares that `spread` gives."""
    mine = np.maximum(weight[sets.member], 0.0)
    whole = np.bincount(sets.owner, weights=mine, minlength=len(sets.size))[sets.owner]
    share = np.where(whole > 0, mine / np.where(whole > 0, whole, 1.0), 1 / sets.size[sets.owner])
    return sparse.csr_matrix((share, sets.member, sets.offsets), shape=(len(sets.size), sets.channels))


def _compact(matrix: sparse.csr_matrix | Floats) -> sparse.csr_matrix | Weights:
    """Single precision, and dense while that is small: replicates need no more and rows are found faster."""
    single = matrix.astype(np.float32)
    small = matrix.shape[0] * matrix.shape[1] <= DENSE_ENTRIES
    return single.toarray() if small and isinstance(single, sparse.csr_matrix) else single


def _share_slopes(sets: Sets, weight: Floats, amounts: Floats) -> Floats:
    """Derivative of every channel's credit (rows) by every channel's weight (columns)."""
    share = _shares(sets, weight)
    holds = sparse.csr_matrix((np.ones(len(sets.member)), sets.member, sets.offsets), shape=share.shape)
    whole = holds @ np.maximum(weight, 0.0)
    per_weight = np.divide(amounts, whole, out=np.zeros_like(amounts), where=whole > 0)
    slopes: Floats = np.diag(holds.T @ per_weight) - (share.T @ sparse.diags(per_weight) @ holds).toarray()
    return slopes


def _stacked(pairs: list[tuple[Floats, Floats]]) -> Replicates:
    return Replicates(np.array([won for won, _ in pairs]), np.array([value for _, value in pairs]))
