from datetime import date
from decimal import Decimal

import pytest

from kpis.core.chart import Point, trend
from kpis.core.freshness import is_fresh
from kpis.core.sentences import trend_finding, value_finding
from kpis.core.shown import change, shown, shown_margin

D = Decimal


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (D("0.2415"), "share", "24.2 %"), (D("1940000"), "money", "€1.94 M"),
        (D("5208.33"), "money_per_day", "€5.21 k a day"),
        (D("2.4"), "multiple", "2.40×"), (D("12"), "count", "12"), (D("12.5"), "count", "12.50"),
        (D("30"), "points", "30.0 points"), (D("4.25"), "hours", "4.3 h"), (None, "share", "–"),
    ],
)  # fmt: skip
def test_values_are_written_by_their_unit(value, unit, text):
    assert shown(value, unit=unit, currency="EUR").replace("\u202f", " ").replace("\xa0", " ") == text


def test_movement_inside_the_margin_is_no_detectable_change():
    """Known answer: 50 % and 20 % of 400 give ± 7.7 points; two such waves differ detectably from about 10.9 on."""
    wave = {"unit": "points", "good": "up", "margin_now": D("7.7"), "margin_before": D("7.7")}

    assert change(now=D(40), before=D(30), **wave).text == "no detectable change"
    assert change(now=D(41), before=D(30), **wave).direction == "up"


def test_a_change_is_good_in_the_direction_of_its_kpi():
    assert change(now=D(90), before=D(100), unit="money", good="down").tone == "good"
    assert change(now=D(90), before=D(100), unit="money", good="up").tone == "bad"
    assert change(now=D(100), before=D(100), unit="money", good="up").text == "unchanged"
    assert change(now=None, before=D(1), unit="count", good="up") is None
    assert change(now=D(5), before=D(0), unit="count", good="up").text == "5.0"


def test_margins_of_shares_are_points():
    assert shown_margin(D("0.0449"), unit="share").replace("\u202f", " ") == "± 4.5 pt"
    assert shown_margin(None, unit="share") == ""


class TestSentences:
    given = {"window": "Q1", "unit": "share", "good": "up", "currency": "EUR"}

    def say(self, value, **more):
        return value_finding(value, **{**self.given, **more}).replace("\u202f", " ")

    def test_a_value_stands_against_its_target(self):
        assert self.say(D("0.3"), target=D("0.25")) == "30.0 % in Q1, above the target of 25.0 %."
        assert self.say(D("0.25"), target=D("0.25")) == "25.0 % in Q1, exactly the target of 25.0 %."
        assert self.say(D("0.2"), target=D("0.25"), is_running=True).endswith("on the way to the target of 25.0 %.")
        assert self.say(None) == "No data in Q1."

    def test_a_margin_that_holds_the_target_says_so(self):
        said = self.say(D("0.27"), target=D("0.25"), margin=D("0.045"))
        assert said == "27.0 % ± 4.5 pt in Q1; the margin includes the target of 25.0 %."

    def test_a_trend_names_only_what_is_detectable(self):
        months = [
            Point(date(2026, 1, 1), D(30), D("7.7")), Point(date(2026, 2, 1), D(34), D("7.7")),
            Point(date(2026, 3, 1), D(90), D("7.7"), is_running=True),
        ]  # fmt: skip
        said = trend_finding(months, unit="points", good="up", currency="EUR").replace("\xa0", " ")
        assert said == "34.0 points in February 2026, no detectable change since January"
        assert trend_finding([], unit="points", good="up", currency="EUR") == "Only the running month has data yet"


def test_the_chart_leaves_gaps_and_its_table_says_why():
    months = [
        Point(date(2026, 1, 1), D("0.5"), target=D("0.6"), before=D("0.4")),
        Point(date(2026, 2, 1), None, reason="Won deals + lost deals is 0."),
    ]
    drawn = trend(months, unit="share", currency="EUR", finding="A finding", caption="A caption")

    lines = {trace["name"]: trace["y"] for trace in drawn.figure["data"]}
    assert lines == {"A year before": [40.0, None], "Value": [50.0, None], "Target": [60.0, None]}
    assert drawn.twin.rows[1][-1].text == "Won deals + lost deals is 0."


@pytest.mark.parametrize(("age", "cadence", "fresh"), [(14, "weekly", True), (15, "weekly", False), (65, "", True)])
def test_facts_are_fresh_for_two_rounds_of_their_cadence(age, cadence, fresh):
    on = date(2026, 6, 30)
    assert is_fresh(date.fromordinal(on.toordinal() - age), cadence=cadence, on=on) is fresh
    assert not is_fresh(None, cadence=cadence, on=on)
