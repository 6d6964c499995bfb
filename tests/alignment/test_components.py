"""Each component with numbers that can be checked on paper."""

from decimal import Decimal

import pytest

from alignment.core import components as parts
from alignment.core.components import ComponentName, components
from alignment.core.evidence import EvidenceClass
from alignment.core.inputs import CreditFacts, InconsistentInputs, check
from tests.alignment.worlds import campaign, inputs, link, objective, worked_example


def values(world):
    return {part.name: part.value for part in components(world, model=world.locked_model)}


def three_objectives(spend, *, weights=(50, 30, 20)):
    keys = ("growth", "brand", "care")
    return inputs(
        objectives=[objective(key, weight) for key, weight in zip(keys, weights, strict=True)],
        campaigns=[campaign(key, money) for key, money in zip(keys, spend, strict=True)],
        links=[link(key, key) for key in keys],
    )


def test_70_20_10_spent_where_50_30_20_was_wanted_fits_by_80_hundredths():
    assert parts.budget_fit(three_objectives((70, 20, 10))).value == pytest.approx(0.80, abs=1e-12)


def test_a_budget_that_meets_its_targets_fits_in_full():
    assert parts.budget_fit(three_objectives((500, 300, 200))).value == pytest.approx(1)


def test_target_shares_replace_weights_where_given():
    world = inputs(
        objectives=[
            objective("growth", 1, target_share=Decimal("0.7")),
            objective("brand", 1, target_share=Decimal("0.3")),
        ],
        campaigns=[campaign("a", 7), campaign("b", 3)],
        links=[link("a", "growth"), link("b", "brand")],
    )
    assert parts.budget_fit(world).value == pytest.approx(1)


def test_weights_of_zero_want_equal_shares():
    assert parts.budget_fit(three_objectives((10, 10, 10), weights=(0, 0, 0))).value == pytest.approx(1)


def test_the_worked_example_component_by_component():
    assert values(worked_example()) == pytest.approx(
        {
            ComponentName.MAPPED_SPEND: 80 / 90,
            ComponentName.OBJECTIVE_COVERAGE: 0.6,
            ComponentName.BUDGET_FIT: 1 - 0.025,
            ComponentName.MEASUREMENT_QUALITY: 50 / 80,
            ComponentName.HORIZON_FIT: 1 - (0.6 - 30 / 80) / 0.6,
            ComponentName.EVIDENCE_FIT: 0.75,
            ComponentName.DELIVERY: 0.6 * 0.8 + 0.4,
            ComponentName.EVIDENCE_CLASS: 50 / 80,
        }
    )


def test_enabling_spend_is_out_of_scope_and_a_supporting_link_maps_nothing():
    world = inputs(
        objectives=[objective("growth", 1)],
        campaigns=[campaign("a", 60), campaign("b", 40), campaign("tools", 900, enabling=True)],
        links=[link("a", "growth"), link("b", "growth", contributing=False)],
    )
    assert parts.mapped_spend(world).value == pytest.approx(0.6)


def test_unknown_cost_is_left_out_and_not_zero():
    world = inputs(objectives=[objective("growth", 1)], campaigns=[campaign("a", None)], links=[link("a", "growth")])
    assert parts.mapped_spend(world).value is None
    assert "spend" in parts.mapped_spend(world).reason


def test_an_objective_counts_as_covered_only_with_key_result_outcome_kpi_and_money():
    covered = {"measurable": True, "outcome_kpi": True}
    world = inputs(
        objectives=[objective("a", 1, **covered), objective("b", 1, **covered), objective("c", 2, measurable=True)],
        campaigns=[campaign("x", 10), campaign("y", 10)],
        links=[link("x", "a"), link("y", "c")],
    )
    assert parts.objective_coverage(world).value == pytest.approx(0.25)


class TestEvidenceFit:
    def world(self, *credits, spend=(50, 50)):
        return inputs(
            objectives=[objective("growth", 1), objective("brand", 1)],
            campaigns=[campaign("a", spend[0]), campaign("b", spend[1], channel="Video")],
            links=[link("a", "growth"), link("b", "brand", 0.5), link("b", "growth", 0.5)],
            credits={"linear": credits},
            locked_model="linear",
        )

    def fit(self, world):
        return parts.evidence_fit(world, model="linear")

    def test_credit_where_the_money_was_declared_fits_in_full(self):
        world = self.world(CreditFacts("a", 9, {"growth": 3.0}), CreditFacts("b", 9, {"growth": 2.0, "brand": 2.0}))
        assert self.fit(world).value == pytest.approx(1)

    def test_fit_is_the_overlap_of_declared_and_measured_weighted_by_money(self):
        world = self.world(CreditFacts("a", 9, {"brand": 3.0}), CreditFacts("b", 9, {"brand": 8.0}), spend=(30, 70))
        assert self.fit(world).value == pytest.approx(0.7 * 0.5)

    def test_four_milestones_are_too_few(self):
        found = self.fit(self.world(CreditFacts("a", 4, {"growth": 3.0}), CreditFacts("b", 5, {"brand": 3.0})))
        assert found.value == pytest.approx(0.5)
        assert found.figures["measurable_share"] == pytest.approx(0.5)

    def test_less_than_a_fifth_of_the_money_measured_is_no_data(self):
        found = self.fit(self.world(CreditFacts("a", 9, {"growth": 3.0}), spend=(19, 81)))
        assert found.value is None
        assert "19\u202f%" in found.reason
        assert found.figures["measurable_share"] == pytest.approx(0.19)

    def test_credit_outside_every_objective_fits_nothing(self):
        assert self.fit(self.world(CreditFacts("a", 9), CreditFacts("b", 9))).value == 0

    def test_without_an_attribution_run_there_is_no_data(self):
        assert self.fit(self.world()).value is None


class TestDelivery:
    def delivered(self, *objectives):
        return parts.delivery(inputs(objectives=objectives)).value

    def test_more_than_expected_counts_as_expected(self):
        ahead, behind = objective("a", 1, progress=0.9, expected=0.5), objective("b", 3, progress=0.25, expected=0.5)
        assert self.delivered(ahead, behind) == pytest.approx(0.25 + 0.75 * 0.5)

    def test_falling_back_counts_as_nothing_and_not_less(self):
        assert self.delivered(objective("a", 1, progress=-0.5, expected=0.5)) == 0

    def test_objectives_without_data_are_left_out(self):
        assert self.delivered(objective("a", 1), objective("b", 1, progress=0.25, expected=0.5)) == pytest.approx(0.5)

    def test_before_anything_is_expected_there_is_no_data(self):
        assert self.delivered(objective("a", 1, progress=0.0, expected=0.05)) is None


class TestHorizon:
    def fit(self, long_share, target):
        world = inputs(
            campaigns=[campaign("a", 100, long_share=Decimal(long_share)), campaign("b", 900)],
            target_long_share=Decimal(target),
        )
        return parts.horizon_fit(world).value

    def test_the_target_met_fits_in_full_and_its_far_end_not_at_all(self):
        assert self.fit("0.6", "0.6") == pytest.approx(1)
        assert self.fit("0", "0.6") == pytest.approx(0)
        assert self.fit("1", "0.4") == pytest.approx(0)

    def test_half_the_distance_is_half(self):
        assert self.fit("0.3", "0.6") == pytest.approx(0.5)

    def test_without_target_or_tags_there_is_no_data(self):
        assert parts.horizon_fit(inputs(campaigns=[campaign("a", 1, long_share=Decimal(1))])).value is None
        assert parts.horizon_fit(inputs(campaigns=[campaign("a", 1)], target_long_share=Decimal("0.6"))).value is None


def test_evidence_classes_are_thirds():
    assert [kind.worth for kind in EvidenceClass] == pytest.approx([0, 1 / 3, 2 / 3, 1])


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"links": [link("a", "growth", "0.7"), link("a", "brand", "0.4")]}, "add up to 110\u202f%"),
        ({"links": [link("a", "nowhere")]}, "not listed"),
        ({"links": [link("a", "growth", "-0.1")]}, "below 0"),
        ({"campaigns": [campaign("a", 1), campaign("a", 2)]}, "listed twice"),
        ({"campaigns": [campaign("a", -1)]}, "below 0"),
    ],
)
def test_facts_that_contradict_each_other_are_refused_in_words(facts, sentence):
    world = {"objectives": [objective("growth", 1), objective("brand", 1)], "campaigns": [campaign("a", 1)], **facts}
    with pytest.raises(InconsistentInputs, match=sentence):
        check(inputs(**world))
