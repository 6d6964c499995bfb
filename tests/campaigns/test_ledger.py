from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from campaigns.core.ledger import Line, elapsed, spread, total
from organisation.core.calendar import Window

D = Decimal


class TestLine:
    def test_an_invoice_uses_up_what_was_committed(self):
        line = Line.of_month(plan=D(1000), committed=D(600), actual=D(450))

        assert line.available == D(400)
        assert line.variance == D(-550)
        assert line.burn == D("0.45")

    def test_more_spent_than_committed_counts_as_spent(self):
        assert Line.of_month(plan=D(1000), committed=D(600), actual=D(700)).available == D(300)

    def test_no_plan_is_not_a_plan_of_zero(self):
        line = Line.of_month(actual=D(10))

        assert (line.variance, line.available, line.burn) == (None, None, None)
        assert Line.of_month(plan=D(0), actual=D(10)).variance == D(10)

    def test_months_add_up_before_they_are_compared(self):
        january = Line.of_month(plan=D(100), committed=D(100), actual=D(50))
        february = Line.of_month(plan=D(100), actual=D(80))

        assert total([january, february]) == Line(
            plan=D(200), forecast=None, committed=D(100), actual=D(130), exposed=D(180)
        )


class TestElapsed:
    def test_it_stays_between_nothing_and_everything(self):
        quarter = Window(date(2026, 1, 1), date(2026, 4, 1))

        assert elapsed(quarter, today=date(2025, 12, 1)) == 0
        assert elapsed(quarter, today=date(2026, 2, 15)) == D("0.5")
        assert elapsed(quarter, today=date(2027, 1, 1)) == 1


class TestSpread:
    @given(st.integers(-(10**9), 10**9), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 400))
    def test_months_sum_to_the_amount(self, cents, start, days):
        amount = D(cents) / 100

        assert sum(spread(amount, over=Window(start, date.fromordinal(start.toordinal() + days))).values()) == amount
