"""Shapley values: answers worked out by hand, axioms, and brute force over orders."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribution.core import shapley
from attribution.core.linearised import rate_gradients
from attribution.core.sets import Sets, spread
from tests.attribution.worlds import from_lists

groups = st.dictionaries(
    st.frozensets(st.integers(0, 3), min_size=1),
    st.tuples(st.integers(0, 9).map(float), st.integers(-50, 900).map(float), st.integers(0, 9).map(float)),
    min_size=1,
).map(lambda found: {k: v if sum(v[::2]) else (1.0, v[1], 0.0) for k, v in found.items()})


def over_all_orders(sets: Sets, channels: int) -> np.ndarray:
    def worth(inside: frozenset[int]) -> float:
        won = lost = 0.0
        for k in range(len(sets.size)):
            if inside >= set(sets.member[sets.offsets[k] : sets.offsets[k + 1]].tolist()):
                won, lost = won + sets.conversions[k], lost + sets.nulls[k]
        return won / (won + lost) if won + lost else 0.0

    phi = np.zeros(channels)
    orders = list(permutations(range(channels)))
    for order in orders:
        for place, channel in enumerate(order):
            phi[channel] += worth(frozenset(order[: place + 1])) - worth(frozenset(order[:place]))
    return phi / len(orders)


class TestClosureGame:
    def test_a_set_shares_its_conversions_equally(self) -> None:
        sets = from_lists(
            3, {frozenset({0}): (2, 20, 0), frozenset({0, 1}): (4, 100, 0), frozenset({0, 1, 2}): (3, 9, 5)}
        )
        won, value = shapley.closure(sets)
        assert won == pytest.approx([2 + 2 + 1, 2 + 1, 1])
        assert value == pytest.approx([20 + 50 + 3, 50 + 3, 3])

    @given(found=groups)
    def test_all_credit_is_given_away(self, found: dict) -> None:
        sets = from_lists(4, found)
        won, value = shapley.closure(sets)
        assert won.sum() == pytest.approx(sets.conversions.sum())
        assert value.sum() == pytest.approx(sets.value.sum())


class TestRateGame:
    def test_two_channels_by_hand(self) -> None:
        # v(a) = 1/2, v(b) = 1/4, v(ab) = (1 + 1 + 4) / (2 + 4 + 4) = 0.6
        sets = from_lists(2, {frozenset({0}): (1, 0, 1), frozenset({1}): (1, 0, 3), frozenset({0, 1}): (4, 0, 0)})
        won, _ = shapley.rate(sets)
        assert won == pytest.approx([(0.5 + 0.35) / 2 * 10, (0.25 + 0.1) / 2 * 10])

    @settings(max_examples=40)
    @given(found=groups)
    def test_the_table_equals_all_orders(self, found: dict) -> None:
        sets = from_lists(4, found)
        journeys = (sets.conversions + sets.nulls).sum()
        assert shapley.rate(sets)[0] == pytest.approx(over_all_orders(sets, 4) * journeys)

    @given(found=groups)
    def test_credit_adds_up_to_all_conversions_and_all_value(self, found: dict) -> None:
        sets = from_lists(4, found)
        won, value = shapley.rate(sets)
        assert won.sum() == pytest.approx(sets.conversions.sum())
        assert value.sum() == pytest.approx(sets.value.sum())

    def test_a_channel_of_lost_journeys_earns_less_than_nothing(self) -> None:
        sets = from_lists(2, {frozenset({0}): (9, 0, 1), frozenset({0, 1}): (1, 0, 9)})
        assert shapley.rate(sets)[0][1] < 0

    def test_channels_that_nobody_touched_get_nothing(self) -> None:
        sets = from_lists(5, {frozenset({0}): (3, 1, 1), frozenset({2}): (1, 1, 1)})
        assert shapley.rate(sets)[0][[1, 3, 4]] == pytest.approx([0, 0, 0])

    def test_beyond_twenty_channels_the_rare_ones_play_as_one(self) -> None:
        found = {frozenset({c}): (100.0 - c, 10.0, 5.0) for c in range(30)} | {frozenset({0, 29}): (7.0, 3.0, 1.0)}
        sets = from_lists(30, found)
        players = shapley.seat(sets)
        won, value = shapley.rate(sets)
        assert players.count == 20
        assert (players.of == 19).sum() == 11
        assert won.sum() == pytest.approx(sets.conversions.sum())
        assert value.sum() == pytest.approx(sets.value.sum())
        equal, rare = shapley.closure(sets)[0], players.of == 19
        assert won[rare] / won[rare].sum() == pytest.approx(equal[rare] / equal[rare].sum())

    def test_gradients_agree_with_small_changes(self) -> None:
        sets = from_lists(3, {frozenset({0}): (3, 0, 1), frozenset({0, 1}): (2, 0, 5), frozenset({1, 2}): (4, 0, 4)})
        players, whole = shapley.seat(sets), sets.conversions + sets.nulls
        mask = shapley.masks(sets, players)
        by_amount, by_journey = rate_gradients(sets, players, sets.conversions, at=mask)

        def values(amounts: np.ndarray, journeys: np.ndarray) -> np.ndarray:
            inside = shapley.amounts_inside(mask, journeys, players=3)
            return shapley.rate_values(mask, amounts, inside, players=3)

        at = values(sets.conversions, whole)
        for k in range(3):
            nudge = np.eye(3)[k] * 1e-7
            more = values(sets.conversions + nudge, whole)
            longer = values(sets.conversions, whole + nudge)
            assert (more - at) / 1e-7 == pytest.approx(by_amount[k], abs=1e-5)
            assert (longer - at) / 1e-7 == pytest.approx(by_journey[k], abs=1e-5)


class TestSpread:
    def test_weights_of_zero_share_evenly(self) -> None:
        sets = from_lists(3, {frozenset({0, 1}): (4, 0, 0), frozenset({2}): (1, 0, 0)})
        assert spread(sets, np.zeros(3), sets.conversions) == pytest.approx([2, 2, 1])

    def test_shares_follow_the_weights_inside_each_set(self) -> None:
        sets = from_lists(3, {frozenset({0, 1}): (4, 0, 0), frozenset({1, 2}): (6, 0, 0)})
        assert spread(sets, np.array([3.0, 1.0, 2.0]), sets.conversions) == pytest.approx([3, 1 + 2, 4])
