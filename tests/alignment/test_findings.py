"""Findings: each is found where it is, its points are those of the score on the inputs put right."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.core.evidence import EvidenceClass
from alignment.core.findings import RULES, Kind, best, judge
from alignment.core.inputs import CreditFacts, check
from alignment.core.remedies import apply, read_steps, write_steps
from alignment.core.score import score
from alignment.core.situation import AimFacts, FallenFacts, HandoverFacts, KpiFacts, Situation, StrandedFacts
from tests.alignment.test_findings_of_effect import restated
from tests.alignment.worlds import OBJECTIVES, campaign, inputs, link, objective, worked_example, worlds

CLOSE = 1e-9
WHOLE_CENTS = {"budget", "effect"}
D = Decimal


def found(now, kind):
    return [row for row in judge(now) if row.found.kind is kind]


def one(now, kind):
    (row,) = found(now, kind)
    return row


@st.composite
def situations(draw):
    """Any world, with every kind of trouble around it."""
    world = draw(worlds())
    served = st.sampled_from(["", *OBJECTIVES])
    pairs = tuple((row.campaign, row.objective) for row in world.links)
    some = st.lists(st.sampled_from(pairs), max_size=3, unique=True).map(tuple) if pairs else st.just(())
    free = [row for row in world.campaigns if not any(x.campaign == row.key for x in world.links)]
    return Situation(
        inputs=world,
        aims=[
            AimFacts(f"o{n}", f"Aim {n}", draw(served), *[draw(st.booleans()) for _ in range(3)], n) for n in range(2)
        ],
        kpis=[
            KpiFacts(f"kpi{n}", f"KPI {n}", *[draw(st.booleans()) for _ in range(4)], draw(st.integers(0, 2)),
                     draw(st.booleans()), draw(some), draw(some))
            for n in range(2)
        ],
        stranded=[StrandedFacts(row.key, "Old", row.spend or D(0), D(1), draw(served)) for row in free[:1]],
        handover=draw(st.none() | st.just(HandoverFacts(D(40), D(100)))),
        suggested={row.key: draw(st.sampled_from(OBJECTIVES)) for row in free},
        sound=frozenset(draw(st.sets(st.sampled_from(OBJECTIVES)))),
        vanity=frozenset(draw(some)),
        kept_out=D(0),
        clicks={row.key: draw(st.sampled_from([0, 10, 1000])) for row in world.campaigns},
        fallen=draw(st.sampled_from([(), (FallenFacts("recall", "Recall", "Recall fell."),)])),
        restated=draw(st.sampled_from([(), (restated(100, 90),)])),
    )  # fmt: skip


@settings(max_examples=50)
@given(situations())
def test_promised_points_are_the_points_after_doing_it(now):
    before = score(now.inputs).value
    for row in judge(now):
        done = apply(now.inputs, read_steps(write_steps(row.found.steps)))
        check(done)
        after = score(replace(done)).value  # a copy, with nothing derived before
        assert row.before == before
        assert row.after == (after if row.found.steps else before)
        if before is not None and after is not None:
            assert row.points == pytest.approx(after - before, abs=CLOSE)


@settings(max_examples=50)
@given(situations(), st.randoms())
def test_findings_do_not_depend_on_the_order_of_rows(now, random):
    def mixed(rows):
        return random.sample(list(rows), len(rows))

    world = replace(
        now.inputs,
        campaigns=mixed(now.inputs.campaigns),
        links=mixed(now.inputs.links),
        credits={model: mixed(rows) for model, rows in now.inputs.credits.items()},
    )
    ours, theirs = judge(now), judge(replace(now, inputs=world))
    assert {row.found.key: row.found.title for row in ours} == {row.found.key: row.found.title for row in theirs}


@settings(max_examples=50)
@given(situations())
def test_best_moves_gain_and_never_promise_the_same_money_twice(now):
    moves = best(judge(now))
    assert len(moves) <= 3
    assert len({row.rule.move for row in moves}) == len(moves)
    assert all(row.opens or row.points > 0 for row in moves)


@settings(max_examples=30)
@given(situations())
def test_points_do_not_depend_on_the_size_of_the_company(now):
    hundred = [replace(row, spend=None if row.spend is None else row.spend * 100) for row in now.inputs.campaigns]
    stranded = [replace(row, money=row.money * 100) for row in now.stranded]
    large = replace(now, inputs=replace(now.inputs, campaigns=hundred), stranded=stranded)
    points = {row.found.key: row.points for row in judge(now) if row.rule.move not in WHOLE_CENTS}
    assert {row.found.key: row.points for row in judge(large) if row.rule.move not in WHOLE_CENTS} == {
        key: None if value is None else pytest.approx(value, abs=1e-3) for key, value in points.items()
    }


@settings(max_examples=50)
@given(situations())
def test_moving_money_creates_and_loses_none(now):
    for row in judge(now):
        done = apply(now.inputs, row.found.steps)
        assert sum(c.spend or 0 for c in done.campaigns) == sum(c.spend or 0 for c in now.inputs.campaigns)
        assert all(c.spend is None or c.spend >= 0 for c in done.campaigns)


def test_every_kind_has_one_rule():
    assert [rule.kind for rule in RULES] == list(dict.fromkeys(rule.kind for rule in RULES))
    assert {rule.kind for rule in RULES} == set(Kind)


def test_orphan_money_is_listed_largest_first_with_its_sum():
    world = replace(worked_example(), campaigns=[*worked_example().campaigns, campaign("radio", 40)])
    row = one(Situation(world), Kind.ORPHAN_MONEY)
    assert [(r.name, r.money) for r in row.found.rows] == [("Radio", 40), ("Fair", 10)]
    assert row.found.money == 50
    assert row.points > 0


def test_a_new_link_goes_where_the_credit_fell_then_as_suggested_then_to_who_lacks_most():
    world = worked_example()
    credits = {**world.credits, "linear": [*world.credits["linear"], CreditFacts("fair", 9, {"brand": 8.0})]}
    now = Situation(replace(world, credits=credits), suggested={"fair": "growth"})
    assert one(now, Kind.ORPHAN_MONEY).found.steps[0].objective == "brand"
    assert one(replace(now, inputs=world), Kind.ORPHAN_MONEY).found.steps[0].objective == "growth"
    starving = replace(world, objectives=[objective("growth", 1), objective("brand", 9)])
    assert one(Situation(starving), Kind.ORPHAN_MONEY).found.steps[0].objective == "brand"


def test_a_part_that_is_not_linked_is_orphan_too():
    world = inputs(objectives=[objective("growth", 1)], campaigns=[campaign("search", 100)],
                   links=[link("search", "growth", "0.6")])  # fmt: skip
    row = one(Situation(world), Kind.ORPHAN_MONEY)
    assert (row.found.money, row.found.rows[0].note) == (40, "only 60\u202f% is linked")


class TestBudget:
    def world(self, **facts):
        """Target 50/30/20, spent 70/20/10: budget fit 0.80."""
        shares = (("growth", 50, 70), ("brand", 30, 20), ("care", 20, 10))
        return inputs(
            objectives=[objective(key, weight, measurable=True, outcome_kpi=True) for key, weight, _ in shares],
            campaigns=[campaign(f"for {key}", spend) for key, _, spend in shares],
            links=[link(f"for {key}", key, sound_path=True) for key, _, _ in shares],
            **facts,
        )

    def test_an_overfunded_objective_is_named_with_the_money_above_its_target(self):
        row = one(Situation(self.world()), Kind.OVERFUNDED_OBJECTIVE)
        assert (row.found.about, row.found.money) == ("growth", 20)

    def test_moving_it_all_makes_the_budget_fit(self):
        row = one(Situation(self.world()), Kind.OVERFUNDED_OBJECTIVE)
        known = 0.20 + 0.15 + 0.10 + 0.10 + 0.10  # no mix, no attribution, no progress
        assert row.before is not None
        assert row.points == pytest.approx(100 * 0.10 * 0.20 / known)

    def test_ten_points_are_watched_not_found(self):
        assert found(Situation(self.world()), Kind.STARVED_OBJECTIVE) == []

    def test_a_starved_objective_without_any_campaign_gets_a_new_one(self):
        world = self.world()
        world = replace(world, campaigns=world.campaigns[:2], links=world.links[:2])
        row = one(Situation(world), Kind.STARVED_OBJECTIVE)
        assert [step.verb for step in row.found.steps][:2] == ["start", "link"]
        assert row.points > 0


def test_spend_on_a_dropped_objective_goes_to_its_successor():
    now = Situation(worked_example(), stranded=[StrandedFacts("fair", "Old fair", D(10), D(1), "brand")])
    row = one(now, Kind.DROPPED_OBJECTIVE)
    assert row.found.steps[0].objective == "brand"
    assert found(now, Kind.ORPHAN_MONEY) == []


def test_a_campaign_measured_by_activity_alone_is_vanity():
    row = one(Situation(worked_example(), vanity=frozenset({("film", "brand")})), Kind.VANITY_CAMPAIGN)
    assert (row.found.money, row.found.rows[0].name) == (30, "Film")
    assert row.points == pytest.approx(100 * 0.10 * 30 / 80)
    assert found(Situation(worked_example(), vanity=frozenset({("search", "growth")})), Kind.VANITY_CAMPAIGN) == []


class TestKpis:
    def kpi(self, **facts):
        given = {"is_outcome": True, "is_owned": True, "is_sourced": True, "is_fresh": True, **facts}
        film = (("film", "brand"),)
        return Situation(worked_example(), kpis=[KpiFacts("recall", "Recall", rests=film, mends=film, **given)])

    def test_a_sound_kpi_is_no_finding(self):
        kinds = {row.found.kind for row in judge(self.kpi())}
        assert kinds.isdisjoint({Kind.STALE_KPI, Kind.OWNERLESS_KPI, Kind.MYSTERY_SPREADSHEET})

    def test_a_stale_kpi_names_the_money_that_rests_on_it(self):
        row = one(self.kpi(is_fresh=False), Kind.STALE_KPI)
        assert row.found.money == 30
        assert row.points == pytest.approx(3.75)

    def test_mending_one_of_two_troubles_promises_nothing(self):
        row = one(self.kpi(is_fresh=False, is_owned=False), Kind.STALE_KPI)
        assert (row.points, row.found.money) == (0.0, 30)

    def test_nobody_owns_it(self):
        assert one(self.kpi(is_owned=False), Kind.OWNERLESS_KPI).found.about == "recall"

    def test_a_spreadsheet_of_one_person_without_a_source_is_a_mystery_and_no_more(self):
        now = self.kpi(is_owned=False, is_sourced=False, is_typed=True, editors=1)
        assert one(now, Kind.MYSTERY_SPREADSHEET)
        assert found(now, Kind.OWNERLESS_KPI) == []


def test_credit_that_fell_elsewhere_contradicts_the_declaration():
    world = worked_example()
    credits = {"linear": [CreditFacts("search", 20, {"growth": 10.0, "brand": 90.0})]}
    row = one(Situation(replace(world, credits=credits)), Kind.EVIDENCE_CONTRADICTS)
    assert row.found.money == 45
    assert {(s.objective, s.share) for s in row.found.steps if s.objective} == {
        ("growth", D("0.1")),
        ("brand", D("0.9")),
    }
    assert row.points < 0  # declaring it in truth fits the evidence, but shows that growth gets too little
    assert row not in best(judge(Situation(replace(world, credits=credits))))


def test_the_largest_money_that_is_only_declared_should_be_tested():
    row = one(Situation(worked_example()), Kind.DECLARED_ONLY)
    assert (row.found.about, row.found.money) == ("brand", 30)
    assert row.found.steps[0].to == EvidenceClass.RANDOMISED
    assert row.points == pytest.approx(100 * 0.10 * 30 / 80)


def test_who_is_behind_pace_is_found_but_is_no_move():
    row = one(Situation(worked_example()), Kind.BEHIND_PACE)
    assert row.found.about == "growth"
    assert row.points == pytest.approx(100 * 0.15 * 0.12)
    assert not row.rule.move


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (Kind.NO_OWNER, {"is_shared": True, "has_checkpoints": True}),
        (Kind.NO_CO_OWNER, {"is_owned": True, "has_checkpoints": True}),
        (Kind.NO_CHECKPOINT, {"is_owned": True, "is_shared": True, "key_results": 1}),
    ],
)
def test_what_is_missing_around_an_objective_costs_no_points(kind, facts):
    row = one(Situation(worked_example(), aims=[AimFacts("o1", "Grow", "growth", **facts)]), kind)
    assert (row.points, row.found.money) == (0.0, 50)


def test_a_missed_handover_says_how_many_waited():
    row = one(Situation(worked_example(), handover=HandoverFacts(D(60), D(100))), Kind.SLA_MISSED)
    assert "40 of 100" in row.found.title
    assert found(Situation(worked_example(), handover=HandoverFacts(D(80), D(100))), Kind.SLA_MISSED) == []


def test_unknown_cost_and_much_kept_out_are_told():
    world = replace(worked_example(), campaigns=[*worked_example().campaigns, campaign("booth", None)])
    assert one(Situation(world), Kind.UNKNOWN_COST).found.rows[0].name == "Booth"
    assert found(Situation(world), Kind.MUCH_KEPT_OUT) == []
    heavy = replace(world, campaigns=[*world.campaigns, campaign("platform", 100, enabling=True)])
    assert one(Situation(heavy), Kind.MUCH_KEPT_OUT).found.money == 110


def test_all_money_orphan_opens_the_score_instead_of_gaining_points():
    world = replace(worked_example(), links=[])
    row = one(Situation(world), Kind.ORPHAN_MONEY)
    assert (row.before, row.points, row.opens) == (None, None, True)
    assert best(judge(Situation(world)))[0].found.kind is Kind.ORPHAN_MONEY


def test_an_empty_cycle_has_no_findings_and_no_moves():
    assert judge(Situation(inputs())) == []
