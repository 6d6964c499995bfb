from datetime import date

import pytest

from organisation.core.calendar import Window, fiscal_half, fiscal_quarter, fiscal_year, months, quarter_name


class TestFiscalQuarter:
    def test_a_fiscal_year_may_start_in_any_month(self):
        assert fiscal_quarter(date(2026, 1, 31), year_starts=2) == Window(date(2025, 11, 1), date(2026, 2, 1))
        assert fiscal_half(date(2026, 3, 1), year_starts=10) == Window(date(2025, 10, 1), date(2026, 4, 1))
        assert fiscal_year(date(2026, 6, 30), year_starts=7) == Window(date(2025, 7, 1), date(2026, 7, 1))

    def test_a_fiscal_year_is_named_after_the_year_in_which_it_ends(self):
        assert quarter_name(fiscal_quarter(date(2026, 8, 1))) == "Q3 FY26"
        assert quarter_name(fiscal_quarter(date(2026, 8, 1), year_starts=7), year_starts=7) == "Q1 FY27"


class TestWindow:
    def test_the_last_day_is_not_part_of_it(self):
        window = Window(date(2026, 1, 1), date(2026, 4, 1))

        assert date(2026, 3, 31) in window
        assert date(2026, 4, 1) not in window
        assert window.days == 90
        assert [m.starts_on.month for m in months(window)] == [1, 2, 3]

    def test_it_must_end_after_it_starts(self):
        with pytest.raises(ValueError, match="must end after it starts"):
            Window(date(2026, 1, 1), date(2026, 1, 1))
