"""The arrays and the SQL against the plain per-journey reference, on random worlds."""

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attribution.core.grouping import channel_sets
from attribution.core.journeys import Conversion, Journey, Touch, journeys
from attribution.core.models import ADDITIVE, Model
from attribution.core.rules import RULES, weights
from attribution.core.settings import DAY, Settings, Transforms
from attribution.core.transitions import Transitions, transitions
from attribution.engine import plan
from attribution.engine.attribute import Wanted, attribute, prepare
from attribution.engine.coded import bits, lay, sets_of, transitions_of
from attribution.engine.connection import Engine, Limits, engine
from attribution.engine.weights import credit
from tests.attribution.worlds import DIRECT, World, all_settings, load, relative, worlds

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def running() -> Engine:
    with engine(Limits(threads=1)) as made:
        yield made


def expected(made: list[Journey], model: Model, chosen: Settings, *, by: str) -> dict[int, tuple[float, float]]:
    credit: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in made:
        for touch, weight in zip(one.touches, weights(model, one, chosen) if one.touches else (), strict=True):
            credit[getattr(touch, by)][0] += weight * one.conversions
            credit[getattr(touch, by)][1] += weight * one.conversions * one.value
    return {key: (won, value) for key, (won, value) in credit.items()}


def by_pair(rows: Transitions) -> dict[tuple[int, int, str], float]:
    pairs = list(zip(rows.source.tolist(), rows.target.tolist(), strict=True))
    counts = {(*pair, "count"): value for pair, value in zip(pairs, rows.count, strict=True)}
    return counts | {(*pair, "value"): value for pair, value in zip(pairs, rows.value, strict=True)}


class TestAgainstTheReference:
    @quick
    @given(world=worlds(), chosen=all_settings())
    def test_journeys_are_the_same(self, running: Engine, world: World, chosen: Settings) -> None:
        load(running, world)
        prepare(running, chosen)
        rows = running.run("SELECT journey_id, touch_id FROM step ORDER BY journey_id, step").to_pylist()
        found: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            found[row["journey_id"]].append(row["touch_id"])
        wanted = journeys(world.touches, world.conversions, chosen)
        assert dict(found) == {j.journey_id: [t.touch_id for t in j.touches] for j in wanted if j.touches}
        assert running.run("SELECT 1 FROM journey").num_rows == len(wanted)

    @quick
    @given(world=worlds(), chosen=all_settings())
    def test_every_rule_gives_every_channel_and_campaign_the_same(
        self, running: Engine, world: World, chosen: Settings
    ) -> None:
        load(running, world)
        outcome = attribute(running, chosen, Wanted(campaigns=True))
        made = journeys(world.touches, world.conversions, chosen)
        for grouped, by in ((outcome.channels, "channel"), (outcome.campaigns, "campaign")):
            for model in RULES:
                wanted = expected(made, model, chosen, by=by)
                pairs = np.array([wanted.get(int(group), (0.0, 0.0)) for group in grouped.ids]).reshape(-1, 2)
                assert relative(grouped.models[model].conversions, pairs[:, 0]) <= 1e-12
                assert relative(grouped.models[model].value, pairs[:, 1]) <= 1e-12

    @quick
    @given(world=worlds(), chosen=all_settings())
    def test_credit_added_up_in_sql_is_the_same(self, running: Engine, world: World, chosen: Settings) -> None:
        load(running, world)
        prepare(running, chosen)
        running.register(
            "removal", pa.table({"channel": pa.array([], pa.int32()), "effect": pa.array([], pa.float64())})
        )
        for query in plan.traits(chosen):
            running.table(query.name, query.sql, query.parameters)
        rows = running.run(credit(tuple(RULES), by=("channel",)), plan.parameters(chosen)).to_pylist()
        made = journeys(world.touches, world.conversions, chosen)
        codes = running.run("SELECT channel_id FROM channel ORDER BY code").column(0).to_pylist()
        for model in RULES:
            wanted = expected(made, model, chosen, by="channel")
            pairs = np.array([wanted[codes[row["channel"]]] for row in rows]).reshape(-1, 2)
            assert relative(np.array([row[f"{model}_conversions"] for row in rows]), pairs[:, 0]) <= 1e-12
            assert relative(np.array([row[f"{model}_value"] for row in rows]), pairs[:, 1]) <= 1e-12

    @quick
    @given(world=worlds(), chosen=all_settings())
    def test_transitions_and_channel_sets_in_sql_equal_the_coded_ones(
        self, running: Engine, world: World, chosen: Settings
    ) -> None:
        load(running, world)
        prepare(running, chosen)
        channels = running.run("SELECT 1 FROM channel").num_rows
        coded = lay(running, chosen, slices=False, anchors=False).steps
        running.register("bit", bits(channels))
        for query in plan.transitions(chosen, channels=channels):
            running.table(query.name, query.sql, query.parameters)
        made = transitions_of(
            running.run("SELECT * FROM transition ORDER BY source, target"),
            channels=channels,
            order=chosen.markov_order,
        )
        wanted = transitions(coded, channels=channels, order=chosen.markov_order)
        assert by_pair(made) == pytest.approx(by_pair(wanted))
        sets, _ = channel_sets(coded, channels=channels)
        in_sql = sets_of(running.run(plan.text("channel_set")), channels=channels)
        assert in_sql.member.tolist() == sets.member.tolist()
        assert in_sql.conversions == pytest.approx(sets.conversions)


class TestConservation:
    @quick
    @given(world=worlds(), chosen=all_settings())
    def test_credit_and_unattributed_equal_the_crm_for_every_model(
        self, running: Engine, world: World, chosen: Settings
    ) -> None:
        load(running, world)
        outcome = attribute(running, chosen)
        inside = [c for c in world.conversions if chosen.starts_at <= c.occurred_at < chosen.ends_at]
        lost = sum(total.unattributed_conversions for total in outcome.totals)
        lost_value = sum(total.unattributed_value for total in outcome.totals)
        for estimate in outcome.channels.models.values():
            assert estimate.conversions.sum() + lost == pytest.approx(len(inside), abs=1e-9)
            assert estimate.value.sum() + lost_value == pytest.approx(sum(c.value for c in inside), abs=1e-6)

    @quick
    @given(world=worlds(), chosen=all_settings())
    def test_every_month_and_scope_of_the_cube_equals_the_crm_to_the_cent(
        self, running: Engine, world: World, chosen: Settings
    ) -> None:
        load(running, world)
        cube = attribute(running, chosen, Wanted(cells=True)).cells
        inside = [c for c in world.conversions if chosen.starts_at <= c.occurred_at < chosen.ends_at]
        cents: dict[tuple[str, int, int], int] = defaultdict(int)
        for row in cube.to_pylist():
            cents[row["model"], row["month"], row["scope_id"]] += round(row["value"] * 100)
        for model in {row["model"] for row in cube.to_pylist()}:
            for month, scope in {(202601 + c.conversion_id % 3, c.conversion_id % 2) for c in inside}:
                mine = [c for c in inside if (202601 + c.conversion_id % 3, c.conversion_id % 2) == (month, scope)]
                assert cents[model, month, scope] == sum(round(c.value * 100) for c in mine)


class TestHandMade:
    def test_both_ends_of_the_look_back_are_in(self, running: Engine) -> None:
        touches = tuple(
            Touch(i, 1, at, channel=i) for i, at in enumerate((9 * DAY - 1, 9 * DAY, 10 * DAY, 10 * DAY + 1))
        )
        load(running, World(touches, (Conversion(1, 1, 10 * DAY, 8.0),)))
        found = attribute(running, Settings(lookback_days=1, replicates=0)).channels
        assert found.models[Model.LINEAR].conversions.tolist() == [0, 0.5, 0.5, 0]

    def test_equal_seconds_are_ordered_by_source_rank_then_touch_id(self, running: Engine) -> None:
        touches = (Touch(9, 1, 5, 0, source_rank=1), Touch(3, 1, 5, 1, source_rank=0), Touch(2, 1, 5, 2, source_rank=0))
        load(running, World(touches, (Conversion(1, 1, 6, 8.0),)))
        found = attribute(running, Settings(replicates=0)).channels
        assert found.models[Model.FIRST].conversions.tolist() == [0, 0, 1]
        assert found.models[Model.LAST].conversions.tolist() == [1, 0, 0]

    def test_equal_time_stamps_lose_no_cent_under_any_model(self, running: Engine) -> None:
        touches = tuple(Touch(i, 1, 5, channel=i, campaign=i) for i in range(3))
        load(running, World(touches, (Conversion(1, 1, 5, 10.0),)))
        cells = attribute(running, Settings(), Wanted(cells=True)).cells.group_by("model").aggregate([("value", "sum")])
        assert cells.num_rows == len(ADDITIVE)
        assert set(cells.column("value_sum").to_pylist()) == {10.0}

    def test_what_comes_after_the_milestone_gets_nothing_under_any_model(self, running: Engine) -> None:
        touches = (Touch(1, 1, 5, channel=3), Touch(2, 1, 7, channel=4), Touch(3, 2, 9, channel=4))
        load(running, World(touches, (Conversion(1, 1, 6, 8.01), Conversion(2, 2, 6, 5.0))))
        outcome = attribute(running, Settings(replicates=0), Wanted(cells=True))
        assert set(outcome.channels.models) == set(Model)
        for estimate in outcome.channels.models.values():
            found = dict(zip(outcome.channels.ids.tolist(), estimate.value.tolist(), strict=True))
            assert {channel: value for channel, value in found.items() if value} == {3: pytest.approx(8.01)}
        assert sum(total.unattributed_value for total in outcome.totals) == 5.0

    def test_an_empty_world_gives_empty_results(self, running: Engine) -> None:
        load(running, World((), ()))
        outcome = attribute(running, Settings(), Wanted(campaigns=True, cells=True))
        assert len(outcome.channels.ids) == 0
        assert outcome.totals == ()
        assert outcome.cells.num_rows == 0

    def test_without_touches_everything_is_unattributed(self, running: Engine) -> None:
        load(running, World((), (Conversion(4, 1, 10, 12.34),)))
        outcome = attribute(running, Settings(), Wanted(cells=True))
        assert outcome.totals[0].unattributed_value == 12.34
        assert {row["channel_id"] for row in outcome.cells.to_pylist()} == {None}
        assert {row["value"] for row in outcome.cells.to_pylist()} == {12.34}

    def test_a_single_touch_has_everything_under_every_model(self, running: Engine) -> None:
        load(running, World((Touch(1, 1, 5, channel=3),), (Conversion(1, 1, 6, 8.01),)))
        outcome = attribute(running, Settings(), Wanted(cells=True))
        for estimate in outcome.channels.models.values():
            assert (estimate.conversions.tolist(), estimate.value.tolist()) == ([1.0], [8.01])
        assert {row["value"] for row in outcome.cells.to_pylist()} == {8.01}

    def test_touches_without_a_channel_are_one_channel_of_their_own(self, running: Engine) -> None:
        load(running, World((Touch(1, 1, 5, channel=3), Touch(2, 1, 5, channel=3)), (Conversion(1, 1, 6, 8.01),)))
        running.table("known", "SELECT * FROM touch")
        running.table(
            "touch", "SELECT * REPLACE (CASE WHEN touch_id = 2 THEN NULL ELSE channel_id END AS channel_id) FROM known"
        )
        outcome = attribute(running, Settings(), Wanted(cells=True))
        assert outcome.channels.ids.tolist() == [-1, 3]
        assert outcome.channels.models[Model.LINEAR].conversions.tolist() == [0.5, 0.5]
        mine = [row["value"] for row in outcome.cells.to_pylist() if row["model"] == Model.LINEAR]
        assert sorted(mine) == [4.0, 4.01]

    def test_a_value_of_zero_is_a_conversion_without_money(self, running: Engine) -> None:
        load(running, World((Touch(1, 1, 5, channel=3),), (Conversion(1, 1, 6, 0.0), Conversion(2, 9, 6, 0.0))))
        outcome = attribute(running, Settings(), Wanted(cells=True))
        assert outcome.channels.models[Model.MARKOV].conversions.tolist() == [1.0]
        assert sum(row["conversions"] for row in outcome.cells.to_pylist() if row["model"] == Model.LAST) == 2.0
        assert {row["value"] for row in outcome.cells.to_pylist()} == {0.0}

    def test_two_hundred_channels_and_negative_values(self, running: Engine) -> None:
        touches = tuple(Touch(i, i % 50, i, channel=i % 200) for i in range(1000))
        conversions = tuple(Conversion(i, i, 2000, value=(-1) ** i * 10.0 * i) for i in range(50))
        load(running, World(touches, conversions))
        outcome = attribute(running, Settings(replicates=20))
        for estimate in outcome.channels.models.values():
            assert estimate.conversions.sum() == pytest.approx(50)
            assert estimate.value.sum() == pytest.approx(sum(c.value for c in conversions))

    def test_a_person_with_a_hundred_thousand_touches(self, running: Engine) -> None:
        touches = tuple(Touch(i, 1, i, channel=i % 3) for i in range(100_000))
        load(running, World(touches, (Conversion(1, 1, 100_000, 9.99),)))
        outcome = attribute(running, Settings(direct_channels=(DIRECT,)))
        for estimate in outcome.channels.models.values():
            assert estimate.value.sum() == pytest.approx(9.99)

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(world=worlds(), data=st.data())
    def test_shuffled_rows_give_the_same_bytes(self, running: Engine, world: World, data: st.DataObject) -> None:
        chosen = Settings(transforms=Transforms(collapse_repeats=True), replicates=0)
        mixed = World(
            tuple(data.draw(st.permutations(world.touches))), tuple(data.draw(st.permutations(world.conversions)))
        )
        digits = []
        for one in (world, mixed):
            load(running, one)
            found = attribute(running, chosen, Wanted(cells=True))
            digits.append([(e.conversions.tobytes(), e.value.tobytes()) for e in found.channels.models.values()])
            digits.append(found.cells.to_pylist())
        assert digits[:2] == digits[2:]
