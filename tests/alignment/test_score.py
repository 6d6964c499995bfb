"""What must hold for every score, and one that can be followed with a pocket calculator."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alignment.core.components import RESULT, STRUCTURE, Component, ComponentName
from alignment.core.coverage import BudgetVerdict, budget_lines, budget_verdict, ledger
from alignment.core.score import DEFAULT_WEIGHTS, Band, Bands, band_of, combined, score
from tests.alignment.worlds import OBJECTIVES, campaign, inputs, link, objective, split, worked_example, worlds

CLOSE = 1e-9
values = st.floats(0, 1)


def numbers(found):
    """Everything of a score that must not depend on how its facts are cut or ordered."""
    return [found.value, found.structure, found.result, found.low, found.high, *(c.value for c in found.components)]


def same(one, other):
    return [None if n is None else pytest.approx(n, abs=1e-7) for n in numbers(one)] == numbers(other)


def test_the_worked_example_scores_as_on_paper():
    found = score(worked_example())
    structure = 0.20 * 80 / 90 + 0.15 * 0.6 + 0.10 * 0.975 + 0.10 * 0.625 + 0.05 * 0.625
    result = 0.15 * 0.75 + 0.15 * 0.88 + 0.10 * 0.625
    assert found.value == pytest.approx(100 * (structure + result))
    assert found.value == pytest.approx(76.6028, abs=1e-4)
    assert found.structure == pytest.approx(100 * structure / 0.60)
    assert found.result == pytest.approx(100 * result / 0.40)
    assert found.band is Band.PARTIAL


def test_the_range_over_models_holds_the_locked_score():
    found = score(worked_example())
    assert found.low == found.value == found.by_model["linear"]
    assert found.high == found.by_model["first"] == pytest.approx(found.value + 100 * 0.15 * 0.25)


def test_default_weights_sum_to_one_and_name_every_component():
    assert sum(DEFAULT_WEIGHTS.values()) == pytest.approx(1)
    assert set(DEFAULT_WEIGHTS) == set(ComponentName) == {*STRUCTURE, *RESULT}


def test_a_component_without_data_hands_its_weight_to_the_others():
    world = replace(worked_example(), target_long_share=None)
    found = score(world)
    assert found.weight_with_data == pytest.approx(0.95)
    known = [part for part in found.components if part.value is not None]
    assert found.value == pytest.approx(100 * sum(DEFAULT_WEIGHTS[p.name] * p.value for p in known) / 0.95)


class TestNotScorable:
    def refused(self, world, **settings):
        found = score(world, **settings)
        assert (found.value, found.band, found.low, found.high) == (None, None, None, None)
        return found.reason

    def test_without_a_business_objective(self):
        assert "no business objective" in self.refused(replace(worked_example(), objectives=[], links=[]))

    def test_without_mapped_spend(self):
        assert "mapped" in self.refused(replace(worked_example(), links=[]))

    def test_with_supporting_links_only(self):
        links = [replace(row, contributing=False) for row in worked_example().links]
        assert "mapped" in self.refused(replace(worked_example(), links=links))

    def test_without_any_spend(self):
        assert "mapped" in self.refused(
            replace(worked_example(), campaigns=[campaign("search", None), campaign("film", 0)])
        )

    def test_with_weights_of_zero(self):
        assert "weights are 0" in self.refused(worked_example(), weights=dict.fromkeys(ComponentName, 0.0))

    def test_with_less_than_six_tenths_of_the_weight_known(self):
        heavy = {**dict.fromkeys(ComponentName, 0.1), ComponentName.HORIZON_FIT: 0.9}
        assert "60\u202f%" in self.refused(replace(worked_example(), target_long_share=None), weights=heavy)


@pytest.mark.parametrize(
    ("value", "band"),
    [(80, Band.ALIGNED), (79.99, Band.PARTIAL), (60, Band.PARTIAL), (59.99, Band.MISALIGNED), (0, Band.MISALIGNED)],
)
def test_bands_start_at_80_and_60(value, band):
    assert band_of(value) is band
    assert band_of(value, bands=Bands(aligned=0, partial=0)) is Band.ALIGNED


class TestMoney:
    def test_mapped_enabling_and_orphan_make_the_whole_ledger(self):
        split_up = ledger(worked_example())
        assert (split_up.total, split_up.enabling, split_up.mapped, split_up.orphan) == (100, 10, 80, 10)

    @given(worlds())
    def test_the_ledger_adds_up_to_the_cent_in_every_world(self, world):
        parts = ledger(world)
        assert parts.mapped + parts.enabling + parts.orphan == parts.total
        assert 0 <= parts.supporting <= parts.orphan

    @pytest.mark.parametrize(
        ("share", "verdict"),
        [
            (0.35, BudgetVerdict.ALIGNED),
            (0.351, BudgetVerdict.WATCH),
            (0.40, BudgetVerdict.WATCH),
            (0.401, BudgetVerdict.MISALIGNED),
            (0.249, BudgetVerdict.WATCH),
        ],
    )
    def test_five_points_are_aligned_and_ten_are_watched(self, share, verdict):
        assert budget_verdict(share=share, target=0.30) is verdict

    def test_every_objective_has_a_budget_line(self):
        growth, brand = budget_lines(worked_example())
        assert (growth.spend, growth.share, growth.verdict) == (50, 0.625, BudgetVerdict.ALIGNED)
        assert (brand.spend, brand.target) == (30, pytest.approx(0.4))


class TestProperties:
    @given(worlds())
    def test_every_number_lies_between_0_and_100(self, world):
        found = score(world)
        assert all(number is None or 0 <= number <= 100 for number in numbers(found))
        assert all(part.value is None or 0 <= part.value <= 1 for part in found.components)
        assert all(bool(part.reason) == (part.value is None) for part in found.components)

    @given(worlds())
    def test_the_range_holds_the_score(self, world):
        found = score(world)
        assert found.value is None or found.low <= found.value <= found.high

    @given(worlds(), st.sampled_from([Decimal("0.001"), Decimal(7), Decimal(1_000_000)]))
    def test_the_size_of_the_company_does_not_matter(self, world, factor):
        campaigns = [replace(row, spend=None if row.spend is None else row.spend * factor) for row in world.campaigns]
        credits = {
            model: [
                replace(row, inside={key: amount * float(factor) for key, amount in row.inside.items()}) for row in rows
            ]
            for model, rows in world.credits.items()
        }
        assert same(score(world), score(replace(world, campaigns=campaigns, credits=credits)))

    @given(worlds(), st.data(), st.sampled_from([Decimal("0.5"), Decimal("0.25"), Decimal("0.125")]))
    def test_splitting_a_campaign_within_its_theme_and_channel_changes_nothing(self, world, data, share):
        assume(world.campaigns)
        key = data.draw(st.sampled_from([row.key for row in world.campaigns]))
        assert same(score(world), score(split(world, key=key, share=share)))

    @given(worlds(), st.randoms())
    def test_the_order_of_rows_does_not_change_a_digit(self, world, random):
        def mixed(rows):
            return random.sample(rows, len(rows))

        shuffled = replace(
            world,
            objectives=mixed(world.objectives),
            campaigns=mixed(world.campaigns),
            links=mixed(world.links),
            credits={model: mixed(rows) for model, rows in world.credits.items()},
        )
        assert numbers(score(world)) == numbers(score(shuffled))

    @given(st.lists(st.none() | values, min_size=8, max_size=8), st.integers(0, 7), values)
    def test_a_better_component_never_lowers_the_score(self, given_values, place, gain):
        assume(given_values[place] is not None)

        def whole(numbers):
            parts = [Component(name, number) for name, number in zip(ComponentName, numbers, strict=True)]
            return combined(parts, DEFAULT_WEIGHTS)

        better = [*given_values]
        better[place] = min(1.0, better[place] + gain)
        assert whole(better) >= whole(given_values) - CLOSE

    @given(worlds())
    def test_declaring_every_link_supporting_never_raises_the_score(self, world):
        supporting = replace(world, links=[replace(row, contributing=False) for row in world.links])
        found = score(supporting)
        assert found.value is None
        assert found.structure is None or found.structure <= 100

    @given(worlds(), st.sampled_from(OBJECTIVES))
    def test_a_link_that_only_supports_adds_nothing(self, world, target):
        orphaned = replace(world, campaigns=[*world.campaigns, campaign("free", 500)])
        supported = replace(orphaned, links=[*world.links, link("free", target, contributing=False)])
        assert numbers(score(supported)) == numbers(score(orphaned))

    @given(st.lists(st.integers(1, 1000), min_size=3, max_size=3), st.integers(1, 2))
    def test_linking_everything_to_the_top_objective_does_not_raise_a_fitting_structure(self, weights, funded):
        facts = {"measurable": True, "outcome_kpi": True}
        ranked = sorted(weights, reverse=True)
        fitting = inputs(
            objectives=[objective(key, weight, **facts) for key, weight in zip(OBJECTIVES, ranked, strict=True)],
            campaigns=[campaign(key, weight * funded) for key, weight in zip(OBJECTIVES, ranked, strict=True)],
            links=[link(key, key, sound_path=True) for key in OBJECTIVES],
        )
        herded = replace(fitting, links=[replace(row, objective=OBJECTIVES[0]) for row in fitting.links])
        assert score(herded).structure < score(fitting).structure
