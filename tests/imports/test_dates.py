"""Requirements 6 and 11: dates, instants, two-digit years, grain."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.core.dates import DateOrder, date_order, parse_date, parse_instant
from imports.core.grain import Grain, Span, grain_of_days, grain_of_heading, parse_span
from imports.core.refusals import ValueRefused

BERLIN = ZoneInfo("Europe/Berlin")


class TestDateOrder:
    @pytest.mark.parametrize(
        ("cells", "order"),
        [
            (["3/4/2024", "3/15/2024"], DateOrder.MONTH_FIRST),
            (["03-04-24", "15-04-24"], DateOrder.DAY_FIRST),
            (["22.01.2024"], DateOrder.DAY_FIRST),
            (["2024-01-22", "", "n/a"], DateOrder.CERTAIN),
            (["03-04-24"], DateOrder.UNDECIDED),
            (["3/15/2024", "15/3/2024"], DateOrder.UNDECIDED),
            (["4/4/2024"], DateOrder.CERTAIN),
            (["45292", "45293.5"], DateOrder.EXCEL_SERIAL),
        ],
    )
    def test_the_column_decides_and_not_the_cell(self, cells, order):
        assert date_order(cells) is order


class TestParse:
    @pytest.mark.parametrize(
        ("text", "order", "day"),
        [
            ("2024-01-22", DateOrder.CERTAIN, date(2024, 1, 22)),
            ("9/1/2026", DateOrder.MONTH_FIRST, date(2026, 9, 1)),
            ("9/1/2026", DateOrder.DAY_FIRST, date(2026, 1, 9)),
            ("03-04-24", DateOrder.DAY_FIRST, date(2024, 4, 3)),
            ("20260123", DateOrder.CERTAIN, date(2026, 1, 23)),
            ("22.01.2024", DateOrder.DAY_FIRST, date(2024, 1, 22)),
            ("July 8, 2025", DateOrder.CERTAIN, date(2025, 7, 8)),
            ("27 Nov 2019", DateOrder.CERTAIN, date(2019, 11, 27)),
            ("45292", DateOrder.EXCEL_SERIAL, date(2024, 1, 1)),
            ("1/2/69", DateOrder.MONTH_FIRST, date(2069, 1, 2)),
            ("1/2/70", DateOrder.MONTH_FIRST, date(1970, 1, 2)),
        ],
    )
    def test_days(self, text, order, day):
        assert parse_date(text, order) == day

    @pytest.mark.parametrize(
        ("text", "order", "moment"),
        [
            ("2024-01-22T16:14:25.000+0000", DateOrder.CERTAIN, datetime(2024, 1, 22, 16, 14, 25, tzinfo=UTC)),
            ("2024-01-22T16:14:25.000Z", DateOrder.CERTAIN, datetime(2024, 1, 22, 16, 14, 25, tzinfo=UTC)),
            ("2020-09-01 00:00:00.000 +0000", DateOrder.CERTAIN, datetime(2020, 9, 1, tzinfo=UTC)),
            ("2019-12-20 07:39:00 UTC", DateOrder.CERTAIN, datetime(2019, 12, 20, 7, 39, tzinfo=UTC)),
            ("2024-03-12 09:14", DateOrder.CERTAIN, datetime(2024, 3, 12, 8, 14, tzinfo=UTC)),
            ("3/15/2024 2:30 PM", DateOrder.MONTH_FIRST, datetime(2024, 3, 15, 13, 30, tzinfo=UTC)),
            ("Nov 27, 2019 04:59 pm", DateOrder.CERTAIN, datetime(2019, 11, 27, 15, 59, tzinfo=UTC)),
            ("12/1/10 8:26", DateOrder.MONTH_FIRST, datetime(2010, 12, 1, 7, 26, tzinfo=UTC)),
            ("2024-07-01T12:00:00+02:00", DateOrder.CERTAIN, datetime(2024, 7, 1, 10, tzinfo=UTC)),
            ("1717200000000000", DateOrder.CERTAIN, datetime(2024, 6, 1, tzinfo=UTC)),
            ("12:00 am on 1/1", DateOrder.CERTAIN, None),
        ],
    )
    def test_instants_take_the_sources_zone_where_they_name_none(self, text, order, moment):
        if moment is None:
            with pytest.raises(ValueRefused, match="not a date"):
                parse_instant(text, order, zone=BERLIN)
        else:
            assert parse_instant(text, order, zone=BERLIN) == moment

    def test_midnight_and_noon_of_the_twelve_hour_clock(self):
        assert parse_instant("1/1/2024 12:05 AM", DateOrder.MONTH_FIRST, zone=UTC).hour == 0
        assert parse_instant("1/1/2024 12:05 PM", DateOrder.MONTH_FIRST, zone=UTC).hour == 12

    def test_an_undecided_order_asks(self):
        with pytest.raises(ValueRefused, match="two ways"):
            parse_date("03-04-24", DateOrder.UNDECIDED)

    @pytest.mark.parametrize("text", ["2024-13-01", "2024-02-30", "yesterday", "45292"])
    def test_what_is_no_date_is_refused(self, text):
        with pytest.raises(ValueRefused, match="not a date"):
            parse_date(text)

    @pytest.mark.parametrize("text", ["", " ", "-", "n/a"])
    def test_a_missing_date_is_unknown(self, text):
        assert parse_date(text) is None

    @given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
    def test_every_day_comes_back_from_every_form(self, day):
        assert parse_date(day.isoformat()) == day
        assert parse_date(f"{day:%m/%d/%y}", DateOrder.MONTH_FIRST) == day
        assert parse_date(f"{day.day}.{day.month}.{day.year}", DateOrder.DAY_FIRST) == day
        assert parse_date(str((day - date(1899, 12, 30)).days), DateOrder.EXCEL_SERIAL) == day


class TestGrain:
    @pytest.mark.parametrize(
        ("heading", "grain"),
        [
            ("Week", Grain.WEEK),
            ("Mois", Grain.MONTH),
            ("By Day", Grain.DAY),
            ("Campaign", None),
            ("Quarter", Grain.QUARTER),
        ],
    )
    def test_a_heading_may_name_it(self, heading, grain):
        assert grain_of_heading(heading) is grain

    def test_days_seven_apart_suggest_weeks(self):
        monday = date(2024, 1, 1)

        assert grain_of_days([monday + timedelta(days=7 * n) for n in range(5)]) is Grain.WEEK
        assert grain_of_days([monday + timedelta(days=n) for n in range(5)]) is Grain.DAY
        assert grain_of_days([date(2024, month, 1) for month in range(1, 7)]) is Grain.MONTH

    @pytest.mark.parametrize(
        ("text", "starts_on", "ends_on"),
        [
            ("2024-W05", date(2024, 1, 29), date(2024, 2, 5)),
            ("Q1 2024", date(2024, 1, 1), date(2024, 4, 1)),
            ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
            ("Dec 2024", date(2024, 12, 1), date(2025, 1, 1)),
            ("2024-01-01 - 2024-01-07", date(2024, 1, 1), date(2024, 1, 8)),
            ("2024-01-05", date(2024, 1, 5), date(2024, 1, 6)),
        ],
    )
    def test_a_row_keeps_the_days_it_stands_for(self, text, starts_on, ends_on):
        assert parse_span(text) == Span(starts_on, ends_on)

    def test_a_first_day_is_widened_to_the_columns_grain(self):
        assert parse_span("2024-01-31", grain=Grain.MONTH) == Span(date(2024, 1, 31), date(2024, 2, 29))
        assert parse_span("2015-11-23", grain=Grain.WEEK) == Span(date(2015, 11, 23), date(2015, 11, 30))
