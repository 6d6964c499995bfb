from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.core.money import convert, shares_to_cents


class TestSharesToCents:
    def test_the_odd_cent_goes_to_the_largest_remainder(self):
        assert shares_to_cents(Decimal("0.05"), [1, 2]) == [Decimal("0.02"), Decimal("0.03")]

    @given(
        st.integers(-(10**12), 10**12),
        st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=30).filter(lambda w: sum(w) > 0),
    )
    def test_parts_sum_to_the_whole(self, cents, weights):
        total = Decimal(cents) / 100

        assert sum(shares_to_cents(total, weights)) == total

    def test_weights_that_are_all_zero_are_refused(self):
        with pytest.raises(ValueError, match="all be zero"):
            shares_to_cents(Decimal(1), [0, 0])


def test_conversion_rounds_to_the_cent():
    assert convert(Decimal("100.00"), rate=Decimal("0.91234567")) == Decimal("91.23")
