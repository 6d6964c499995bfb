"""Credit compared with a truth that is known: numbers that can be checked by hand."""

import numpy as np
import pytest

from attribution.core.verdict import ChannelFacts, covered, gain_of_moving, judge


def facts(increment, *, marginal=None, spend=None, works=None) -> ChannelFacts:
    count = len(increment)
    return ChannelFacts(
        increment=np.array(increment, dtype=float),
        marginal=np.array(marginal or [1.0] * count),
        spend=np.array(spend or [100.0] * count),
        works=np.array(works or [True] * count),
    )


def verdict(credit, truth: ChannelFacts, value=None):
    return judge(conversions=np.array(credit, float), value=np.array(value or credit, float), facts=truth)


class TestRanks:
    def test_the_right_order_is_one_and_the_opposite_minus_one(self):
        truth = facts([10, 20, 30])

        assert verdict([1, 2, 3], truth).spearman == pytest.approx(1)
        assert verdict([3, 2, 1], truth).kendall == pytest.approx(-1)

    def test_one_exchanged_pair_of_four(self):
        """Spearman 1 − 6·2/(4·15) = 0.8; Kendall (5 − 1)/6."""
        found = verdict([1, 2, 4, 3], facts([10, 20, 30, 40]))

        assert (found.spearman, found.kendall) == (pytest.approx(0.8), pytest.approx(2 / 3))

    def test_nothing_to_rank_has_no_correlation(self):
        assert verdict([1, 2, 3], facts([0, 0, 0])).spearman is None
        assert verdict([2, 2, 2], facts([1, 2, 3])).kendall is None


class TestShares:
    def test_half_of_the_credit_in_the_wrong_place_is_half_wrong(self):
        found = verdict([50, 50], facts([100, 0]))

        assert found.share_error == pytest.approx(0.5)
        assert found.credited_to_caused == pytest.approx(1.0)

    def test_scaling_all_credit_changes_the_ratio_alone(self):
        one, ten = (verdict(credit, facts([30, 10])) for credit in ([20, 20], [200, 200]))

        assert one.share_error == pytest.approx(ten.share_error)
        assert ten.credited_to_caused == pytest.approx(10 * one.credited_to_caused)

    def test_credit_of_channels_that_do_nothing(self):
        assert verdict([6, 2], facts([5, 0], works=[True, False])).idle_credit == pytest.approx(0.25)
        assert verdict([6, 2], facts([5, 1])).idle_credit is None

    def test_where_no_channel_works_there_is_no_ratio(self):
        found = verdict([6, 2], facts([0, 0], works=[False, False], marginal=[0.0, 0.0]))

        assert (found.credited_to_caused, found.share_error, found.regret) == (None, None, None)
        assert found.idle_credit == 1


class TestRegret:
    """Two channels of 100 each: ten per cent more of the first brings 8, of the second 3. Moving 10 gains 8 − 3."""

    TRUTH = facts([1, 1], marginal=[8.0, 3.0])

    def test_the_right_order_misses_nothing_and_the_wrong_one_loses_as_much_as_could_be_won(self):
        assert gain_of_moving([0], self.TRUTH) == pytest.approx(5)
        assert verdict([9, 1], self.TRUTH).regret == pytest.approx(0)
        assert verdict([1, 9], self.TRUTH).regret == pytest.approx(2)

    def test_it_ranks_by_return_and_not_by_credit(self):
        """The first has more credit, but at four times the money it returns less."""
        truth = facts([1, 1], marginal=[8.0, 3.0], spend=[400.0, 100.0])

        assert gain_of_moving([1], truth) == pytest.approx(3 * 4 - 8)
        assert verdict([30, 20], truth).regret == pytest.approx(0)

    def test_a_channel_without_cost_has_no_return(self):
        assert verdict([1, 2], facts([1, 2], spend=[0.0, 5.0])).regret is None


def test_ends_of_an_interval_count_as_inside():
    low, high, truth = (np.array(row, dtype=float) for row in ([1, 2, 3], [2, 3, 4], [2, 1.9, 3.5]))

    assert covered(low=low, high=high, of=truth) == (2, 3)
