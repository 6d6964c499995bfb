"""Sourced, influenced and attributed kept apart; cost and return: all of one run."""

from datetime import date
from decimal import Decimal

import pytest

from attribution import selectors, services
from attribution.models import Grouping, Milestone, Sourcing
from organisation.core.scope import Scope
from tests import factories as make
from tests.attribution.beside_world import NOW, QUARTER, TABLES, sourced, three_won_deals
from tests.committed import committed

pytestmark = pytest.mark.django_db
D = Decimal
Rule = Sourcing.Rule


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world and its run once for all tests, which only read them."""

    def computed():
        return {**three_won_deals(), "run": services.run_credit(now=NOW)}

    folder = tmp_path_factory.mktemp("facts")
    with committed(django_db_blocker, folder, computed, tables=TABLES, channels=("Letters", "Stands")) as made:
        yield made


@pytest.fixture
def run(world):
    return world["run"]


class TestSourcing:
    def test_every_rule_gives_its_own_answer(self, world, run):
        assert sourced(run) == {
            "source_field": (1, D("900.00")),
            "primary_campaign": (None, None),
            "first_touch": (2, D("1200.00")),
            "before_sales": (None, None),
        }
        of_mail = selectors.Only(selectors.By.CHANNEL, world["mail"].channel_id)
        rows = selectors.sourced(run, milestone=Milestone.WON, window=QUARTER, only=of_mail)
        assert [(row.deals, row.value, row.nameless, row.all_deals) for row in rows if not row.reason] == [
            (0, D("0.00"), 1, 3),  # the source field says Letters and no campaign
            (1, D("900.00"), 0, 3),
        ]

    def test_a_touch_between_creation_and_winning_sources_nothing(self, world, run):
        apart = selectors.kept_apart(run, model="linear", milestone=Milestone.WON, window=QUARTER)
        assert [(row.campaign_id, row.value) for row in apart.first] == [
            (world["mail"].pk, D("900.00")),
            (world["fair"].pk, D("300.00")),
        ]

    def test_over_verdicts_every_rule_has_all_deals_of_the_crm(self, world, run):
        for row in selectors.sourced(run, milestone=Milestone.WON, window=QUARTER):
            assert (row.all_deals, row.all_value) == (3, D("1300.00"))
        field = selectors.sourced(run, milestone=Milestone.WON, window=QUARTER)[0]
        assert (field.unknown_deals, field.unknown_value) == (1, D("100.00"))

    def test_a_rule_that_knows_nothing_says_why(self, world, run):
        reasons = {row.rule: row.reason for row in selectors.sourced(run, milestone=Milestone.WON, window=QUARTER)}
        assert reasons[Rule.BEFORE_SALES].startswith("No sales activity was imported")
        assert reasons[Rule.FIRST_TOUCH] == ""


class TestKeptApart:
    def test_influenced_is_in_full_and_attributed_adds_up(self, world, run):
        found = {row.group_id: row.value for row in selectors.influenced(run, milestone=Milestone.WON, window=QUARTER)}
        assert found == {world["fair"].pk: D("1200.00"), world["mail"].pk: D("900.00")}
        apart = selectors.kept_apart(run, model="linear", milestone=Milestone.WON, window=QUARTER)
        assert (apart.influenced, apart.attributed, apart.crm) == (D("1200.00"), D("1200.00"), D("1300.00"))

    def test_a_scope_narrows_all_three(self, world, run):
        health = Scope(segment=("Health",))
        apart = selectors.kept_apart(run, model="linear", milestone=Milestone.WON, window=QUARTER, scope=health)
        assert (apart.influenced, apart.attributed, apart.crm) == (D("0.00"), D("0.00"), D("100.00"))
        assert {row.all_value for row in apart.sourced} == {D("100.00")}


class TestReturns:
    def test_roi_roas_and_cac_as_worked_out_by_hand(self, world, run):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")

        found = {row.group_id: row for row in selectors.returns(run, model="linear", window=QUARTER)}
        mail = found[world["mail"].pk]
        assert (mail.value.value, mail.roi.value, mail.roas.value) == (D("450.00"), D("2.0000"), D("3.0000"))
        assert mail.cac.value == D("300.00")  # half a deal
        assert mail.roi.low is None  # two deals make no interval

    def test_unknown_cost_is_no_data_with_its_reason(self, world, run):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")
        make.spend(world["mail"], date(2026, 1, 4), None)

        found = {row.group_id: row for row in selectors.returns(run, model="linear", window=QUARTER)}
        mail, fair = found[world["mail"].pk], found[world["fair"].pk]
        assert (mail.roi.value, mail.roi.reason) == (None, "One spend entry has no amount in the reporting currency.")
        assert (fair.cac.value, fair.cac.reason) == (None, "No spend is recorded in this window.")

    def test_a_scope_has_no_return(self, world, run):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")

        found = selectors.returns(run, model="linear", window=QUARTER, scope=Scope(segment=("Retail",)))
        assert {row.roi.reason for row in found} == {selectors.SCOPED}

    def test_channels_cost_what_their_campaigns_cost(self, world, run):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")
        make.spend(world["fair"], date(2026, 1, 3), "75.00")

        rows = selectors.returns(run, model="linear", window=QUARTER, by=Grouping.CHANNEL)
        assert {row.group_id: (row.cost.amount, row.roi.value) for row in rows} == {
            world["mail"].channel_id: (D("150.00"), D("2.0000")),
            world["fair"].channel_id: (D("75.00"), D("9.0000")),
        }
