"""Scores of parts add up to those of the cycle, and changes are explained without a rest."""

from math import fsum

import pytest
from hypothesis import given, settings

from alignment.core.change import explain
from alignment.core.components import ComponentName
from alignment.core.receipt import write_arithmetic
from alignment.core.scopes import By, part_scores
from alignment.core.score import DEFAULT_WEIGHTS, score
from tests.alignment.worlds import split, worked_example, worlds

ADD_UP = (ComponentName.MEASUREMENT_QUALITY, ComponentName.EVIDENCE_CLASS)


def component(row, name):
    return next(part.value for part in row.components if part.name is name)


def whole(world, name):
    return component(score(world), name)


@settings(max_examples=50)
@given(worlds())
def test_parts_weighted_by_their_mapped_money_make_the_cycle(world):
    found = part_scores(world)
    for by in By:
        rows = [row for row in found if row.by is by and row.mapped > 0]
        for name in ADD_UP:
            value = whole(world, name)
            if value is not None:
                parts = fsum(row.mapped * component(row, name) for row in rows) / fsum(row.mapped for row in rows)
                assert parts == pytest.approx(value, abs=1e-9)


@settings(max_examples=50)
@given(worlds())
def test_every_part_lies_between_0_and_100_inside_its_range_or_says_why_not(world):
    for row in part_scores(world):
        assert (row.value is None) == bool(row.reason)
        assert row.value is None or 0 <= row.low <= row.value <= row.high <= 100


def test_the_worked_example_by_objective():
    growth, brand = (row for row in part_scores(worked_example()) if row.by is By.OBJECTIVE)
    assert (growth.name, growth.spend) == ("Growth", 50)
    assert component(growth, ComponentName.EVIDENCE_FIT) == pytest.approx(0.75)
    assert component(growth, ComponentName.BUDGET_FIT) == pytest.approx(1 - 0.025 / 0.6)
    assert component(growth, ComponentName.DELIVERY) == pytest.approx(0.8)
    known = {"objective_coverage": 1.0, "budget_fit": 1 - 0.025 / 0.6, "measurement_quality": 1.0,
             "evidence_fit": 0.75, "delivery": 0.8, "evidence_class": 1.0}  # fmt: skip
    weights = {name.value: weight for name, weight in DEFAULT_WEIGHTS.items()}
    sums = sum(weights[name] * value for name, value in known.items()), sum(weights[name] for name in known)
    assert growth.value == pytest.approx(100 * sums[0] / sums[1])
    assert (brand.spend, component(brand, ComponentName.OBJECTIVE_COVERAGE)) == (30, 0.0)


def test_a_campaign_without_a_link_is_not_scorable_and_says_so():
    fair = next(row for row in part_scores(worked_example()) if row.name == "Fair")
    assert (fair.value, fair.reason) == (None, "It serves no objective yet.")


@settings(max_examples=50)
@given(worlds(), worlds())
def test_a_change_is_explained_to_the_last_digit(one, other):
    found = explain(write_arithmetic(score(one)), write_arithmetic(score(other)))
    if found.points is None:
        assert found.parts == ()
    else:
        assert fsum(part.points for part in found.parts) == pytest.approx(found.points, abs=1e-9)


@settings(max_examples=30)
@given(worlds())
def test_splitting_a_campaign_changes_no_theme_channel_or_objective(world):
    if not world.campaigns:
        return
    from decimal import Decimal

    halves = part_scores(split(world, key=world.campaigns[0].key, share=Decimal("0.5")))
    ours = {(r.by, r.key): r.value for r in part_scores(world) if r.by is not By.CAMPAIGN}
    theirs = {(r.by, r.key): r.value for r in halves if r.by is not By.CAMPAIGN}
    assert theirs == {key: None if value is None else pytest.approx(value, abs=1e-7) for key, value in ours.items()}


def test_a_component_that_gains_data_is_a_change_of_weight_not_of_value():
    before, after = write_arithmetic(score(worked_example())), write_arithmetic(score(worked_example()))
    before = {**before, "components": [dict(row) for row in before["components"]]}
    row = next(row for row in before["components"] if row["name"] == "delivery")
    known = sum(r["weight"] * (r["value"] or 0) for r in before["components"] if r is not row)
    row["value"] = None
    before["score"] = 100 * known / 0.85
    part = next(part for part in explain(before, after).parts if part.name == "delivery")
    assert part.by_value == 0
    assert part.by_weight == pytest.approx(100 * 0.15 * 0.88)
