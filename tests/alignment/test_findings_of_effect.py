"""Findings about effect against clicks and models, about the mix, and about what was reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from alignment.core.findings import Kind, judge
from alignment.core.inputs import CreditFacts
from alignment.core.situation import FallenFacts, RestatedFacts, Situation
from tests.alignment.worlds import campaign, inputs, link, objective, worked_example

D = Decimal
FELL = (FallenFacts("recall", "Recall", "Recall moved by -6 ± 4 since the cycle before."),)


def restated(reported, now, *, deals=(5, 5)):
    return RestatedFacts("cycle-7", "Q2 FY26", date(2026, 7, 6), D(reported), D(now), *deals)


def found(now, kind):
    return [row for row in judge(now) if row.found.kind is kind]


class TestLastTouch:
    def world(self, *, last, first):
        """Two campaigns of one theme, one of another, credited by two models."""
        return inputs(
            objectives=[objective("brand", 1)],
            campaigns=[
                campaign("film", 60, theme="Monday"),
                campaign("posters", 40, theme="Monday"),
                campaign("search", 50, theme="Demand"),
            ],
            links=[link(key, "brand") for key in ("film", "posters", "search")],
            credits={
                "last": [CreditFacts("film", last), CreditFacts("search", 40)],
                "first": [CreditFacts("film", first), CreditFacts("posters", 2), CreditFacts("search", 40)],
                "linear": [CreditFacts("film", first / 2), CreditFacts("search", 40)],
            },
            locked_model="linear",
        )

    def test_a_theme_that_opens_what_others_close_is_found_with_all_its_money(self):
        (row,) = found(Situation(self.world(last=3, first=20)), Kind.PUNISHED_BY_LAST)
        assert row.found.title == "Do not judge “Monday” by last touch"
        assert "Last touch credits it with 3.0 opportunities, first with 22.0" in row.found.detail
        assert (row.found.money, [(r.name, r.note) for r in row.found.rows]) == (
            100,
            [("Film", "last 3.0, first 20.0"), ("Posters", "last 0.0, first 2.0")],
        )

    @pytest.mark.parametrize(("last", "first"), [(12, 18), (1, 2), (2, 4.9), (3, 5)])
    def test_models_that_differ_by_chance_or_by_less_than_half_are_no_finding(self, last, first):
        assert found(Situation(self.world(last=last, first=first)), Kind.PUNISHED_BY_LAST) == []

    def test_without_credit_under_last_touch_nothing_is_said(self):
        world = self.world(last=3, first=20)
        credits = {model: rows for model, rows in world.credits.items() if model != "last"}
        assert found(Situation(replace(world, credits=credits)), Kind.PUNISHED_BY_LAST) == []


class TestClicks:
    def world(self, *, display=1.0, error=0.2):
        """Display has half of the money; it is credited with `display` of about 40 opportunities."""
        rows = [CreditFacts("display", display, error=error), CreditFacts("search", 39)]
        return inputs(
            objectives=[objective("growth", 1)],
            campaigns=[campaign("display", 100), campaign("search", 100)],
            links=[link("display", "growth"), link("search", "growth")],
            credits={"linear": rows, "first": rows},
            locked_model="linear",
        )

    def test_many_clicks_and_hardly_any_credit_are_found_with_the_money_and_where_it_should_go(self):
        (row,) = found(Situation(self.world(), clicks={"display": 90, "search": 10}), Kind.HOLLOW)
        assert row.found.money == 100
        assert (
            "90\u202f% of all clicks and 50\u202f% of the money, and at most 3.3\u202f% of the credited"
            in row.found.detail
        )
        (step,) = row.found.steps
        assert (step.campaign, step.to, step.amount) == ("display", "search", D("93.35"))

    @pytest.mark.parametrize(
        ("facts", "clicks"),
        [
            ({}, {"display": 40, "search": 60}),  # fewer of the clicks than of the money
            ({"display": 30.0}, {"display": 90}),  # nearly as much credit as money
            ({"display": 10.0, "error": 8.0}, {"display": 90}),  # the interval reaches the money
            ({}, {}),  # no source reports clicks
        ],
    )
    def test_what_is_worth_its_money_or_is_not_clicked_is_no_finding(self, facts, clicks):
        assert found(Situation(self.world(**facts), clicks=clicks), Kind.HOLLOW) == []

    def test_one_model_that_gives_it_its_share_is_enough_to_be_let_be(self):
        world = self.world()
        generous = [CreditFacts("display", 30), CreditFacts("search", 10)]
        world = replace(world, credits={**world.credits, "first": generous})
        assert found(Situation(world, clicks={"display": 90}), Kind.HOLLOW) == []


class TestMix:
    def world(self, target):
        """30 of the 80 that are tagged build the brand: 0.375."""
        return replace(worked_example(), target_long_share=D(target))

    def test_the_mix_is_off_when_the_brand_gets_too_little(self):
        (row,) = found(Situation(self.world("0.9")), Kind.HORIZON_OFF)
        assert row.found.steps[0].campaign == "search"
        assert row.points is not None
        assert found(Situation(self.world("0.375")), Kind.HORIZON_OFF) == []

    def test_a_brand_that_falls_while_activation_gets_more_is_short_termism_and_not_said_twice(self):
        now = Situation(self.world("0.9"), fallen=FELL)
        (row,) = found(now, Kind.SHORT_TERMISM)
        assert (row.found.rows[0].name, row.found.money) == ("Recall", 42)
        assert row.points is not None
        assert found(now, Kind.HORIZON_OFF) == []

    def test_a_brand_that_falls_though_it_has_its_money_is_none(self):
        assert found(Situation(self.world("0.3"), fallen=FELL), Kind.SHORT_TERMISM) == []
        assert (
            found(Situation(replace(worked_example(), target_long_share=None), fallen=FELL), Kind.SHORT_TERMISM) == []
        )


class TestReported:
    def test_a_restated_cycle_is_told_with_the_difference(self):
        (row,) = found(Situation(inputs(), restated=(restated(1000, 940, deals=(10, 11)),)), Kind.RESTATED)
        assert row.found.title == "Tell who read Q2 FY26: its won revenue was restated down"
        assert [(r.note, r.money) for r in row.found.rows] == [
            ("as reported on 6 Jul 2026", 1000),
            ("as it is now", 940),
            ("the difference, with 1 opportunity more", -60),
        ]
        assert (row.found.money, row.points) == (60, 0.0)

    def test_half_a_per_cent_is_let_be(self):
        assert found(Situation(inputs(), restated=(restated(1000, 1005), restated(0, 0))), Kind.RESTATED) == []
