"""Touches in the order of their journeys: by one number where it has room for both, else by all columns."""

import numpy as np
import pytest

from attribution.core.ordering import in_order


@pytest.mark.parametrize("apart", [1, 2**40], ids=["one number", "no room"])
def test_touches_are_ordered_by_journey_age_rank_and_id(apart: int) -> None:
    dice = np.random.default_rng(7)
    journey, age, rank = (dice.integers(low, top, 500) for low, top in ((-9, 9), (0, 30), (0, 2)))
    journey, age, touch = journey * apart, age * apart // 16, dice.permutation(500)

    found = in_order(journey, age, rank, touch)

    assert found.tolist() == np.lexsort((touch, rank, -age, journey)).tolist()


def test_nothing_is_in_order() -> None:
    empty = np.zeros(0, dtype=np.int64)
    assert in_order(empty, empty, empty, empty).tolist() == []
