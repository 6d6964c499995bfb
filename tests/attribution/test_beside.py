"""Sourced, influenced and attributed kept apart; cost and return; what holds under every model."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from attribution import selectors, services
from attribution.models import CreditRun, Grouping, Milestone, Sourcing
from crm.models import SalesActivity
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from tests import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("facts_of_their_own")]
NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))
D = Decimal
Rule = Sourcing.Rule


@pytest.fixture
def world():
    """Three won deals: mail, then fair, then 900; fair alone before 300, found by sales; 100 that nobody touched."""
    mail = make.campaign("Mail", channel=make.channel("Letters"))
    fair = make.campaign("Fair", channel=make.channel("Stands"))
    firm, other = make.account("Firm", segment="Retail"), make.account("Other", segment="Retail")
    ada, bea = make.contact(firm), make.contact(other)
    make.touch(ada, date(2026, 1, 5), mail)
    make.touch(ada, date(2026, 1, 25), fair)
    make.touch(bea, date(2026, 2, 1), fair)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10), source_field="Letters")
    make.opportunity(other, "300.00", created=date(2026, 2, 20), closed=date(2026, 3, 10), source_field="The neighbour")
    make.opportunity(
        make.account("Stranger", segment="Health"), "100.00", created=date(2026, 2, 1), closed=date(2026, 3, 1)
    )
    return {"mail": mail, "fair": fair, "ada": ada, "bea": bea}


def sourced(run: CreditRun, milestone: Milestone = Milestone.WON) -> dict[str, tuple[int | None, Decimal | None]]:
    rows = selectors.sourced(run, milestone=milestone, window=QUARTER)
    return {row.rule.value: (row.deals, row.value) for row in rows}


class TestSourcing:
    def test_every_rule_gives_its_own_answer(self, world):
        run = services.run_credit(now=NOW)

        assert sourced(run) == {
            "source_field": (1, D("900.00")),
            "primary_campaign": (None, None),
            "first_touch": (2, D("1200.00")),
            "before_sales": (None, None),
        }

    def test_a_touch_between_creation_and_winning_sources_nothing(self, world):
        run = services.run_credit(now=NOW)

        found = selectors.sourced_by_campaign(run, rule=Rule.FIRST_TOUCH, milestone=Milestone.WON, window=QUARTER)
        assert [(row.campaign_id, row.value) for row in found] == [
            (world["mail"].pk, D("900.00")),
            (world["fair"].pk, D("300.00")),
        ]

    def test_marketing_is_first_only_where_sales_had_not_called_before(self, world):
        for person, day in ((world["ada"], 10), (world["bea"], 1)):
            SalesActivity.objects.create(
                contact=person, occurred_at=datetime(2026, 1, day, tzinfo=UTC), source="test", external_id=f"s{day}"
            )

        run = services.run_credit(now=NOW)

        assert sourced(run)["before_sales"] == (1, D("900.00"))

    def test_a_primary_campaign_sources_by_two_rules(self, world):
        make.opportunity(
            make.account("Named"), "50.00", created=date(2026, 3, 1), closed=date(2026, 3, 9),
            primary_campaign=world["fair"],
        )  # fmt: skip

        run = services.run_credit(now=NOW)

        assert sourced(run)["source_field"] == (2, D("950.00"))
        assert sourced(run)["primary_campaign"] == (1, D("50.00"))

    def test_over_verdicts_every_rule_has_all_deals_of_the_crm(self, world):
        run = services.run_credit(now=NOW)

        for row in selectors.sourced(run, milestone=Milestone.WON, window=QUARTER):
            assert (row.all_deals, row.all_value) == (3, D("1300.00"))
        field = selectors.sourced(run, milestone=Milestone.WON, window=QUARTER)[0]
        assert (field.unknown_deals, field.unknown_value) == (1, D("100.00"))

    def test_a_rule_that_knows_nothing_says_why(self, world):
        run = services.run_credit(now=NOW)

        reasons = {row.rule: row.reason for row in selectors.sourced(run, milestone=Milestone.WON, window=QUARTER)}
        assert reasons[Rule.BEFORE_SALES].startswith("No sales activity was imported")
        assert reasons[Rule.FIRST_TOUCH] == ""


class TestKeptApart:
    def test_influenced_is_in_full_and_attributed_adds_up(self, world):
        run = services.run_credit(now=NOW)

        found = {row.group_id: row.value for row in selectors.influenced(run, milestone=Milestone.WON, window=QUARTER)}
        assert found == {world["fair"].pk: D("1200.00"), world["mail"].pk: D("900.00")}
        apart = selectors.kept_apart(run, model="linear", milestone=Milestone.WON, window=QUARTER)
        assert (apart.influenced, apart.attributed, apart.crm) == (D("1200.00"), D("1200.00"), D("1300.00"))

    def test_a_scope_narrows_all_three(self, world):
        run = services.run_credit(now=NOW)

        health = Scope(segment=("Health",))
        apart = selectors.kept_apart(run, model="linear", milestone=Milestone.WON, window=QUARTER, scope=health)
        assert (apart.influenced, apart.attributed, apart.crm) == (D("0.00"), D("0.00"), D("100.00"))
        assert {row.all_value for row in apart.sourced} == {D("100.00")}


class TestReturns:
    def test_roi_roas_and_cac_as_worked_out_by_hand(self, world):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")

        run = services.run_credit(now=NOW)

        found = {row.group_id: row for row in selectors.returns(run, model="linear", window=QUARTER)}
        mail = found[world["mail"].pk]
        assert (mail.value.value, mail.roi.value, mail.roas.value) == (D("450.00"), D("2.0000"), D("3.0000"))
        assert mail.cac.value == D("300.00")  # half a deal
        assert mail.roi.low is None  # two deals make no interval

    def test_unknown_cost_is_no_data_with_its_reason(self, world):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")
        make.spend(world["mail"], date(2026, 1, 4), None)

        run = services.run_credit(now=NOW)

        found = {row.group_id: row for row in selectors.returns(run, model="linear", window=QUARTER)}
        mail, fair = found[world["mail"].pk], found[world["fair"].pk]
        assert (mail.roi.value, mail.roi.reason) == (None, "One spend entry has no amount in the reporting currency.")
        assert (fair.cac.value, fair.cac.reason) == (None, "No spend is recorded in this window.")

    def test_a_scope_has_no_return(self, world):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")

        run = services.run_credit(now=NOW)

        found = selectors.returns(run, model="linear", window=QUARTER, scope=Scope(segment=("Retail",)))
        assert {row.roi.reason for row in found} == {selectors.SCOPED}

    def test_channels_cost_what_their_campaigns_cost(self, world):
        make.spend(world["mail"], date(2026, 1, 3), "150.00")
        make.spend(world["fair"], date(2026, 1, 3), "75.00")

        run = services.run_credit(now=NOW)

        rows = selectors.returns(run, model="linear", window=QUARTER, by=Grouping.CHANNEL)
        assert {row.group_id: (row.cost.amount, row.roi.value) for row in rows} == {
            world["mail"].channel_id: (D("150.00"), D("2.0000")),
            world["fair"].channel_id: (D("75.00"), D("9.0000")),
        }

    def test_thirty_deals_have_an_interval_that_holds_the_estimate(self, world):
        for _ in range(30):
            firm = make.account(segment="Retail")
            make.touch(make.contact(firm), date(2026, 1, 5), world["mail"])
            make.opportunity(firm, "100.00", created=date(2026, 1, 9), closed=date(2026, 2, 9))
        make.spend(world["mail"], date(2026, 1, 3), "150.00")

        run = services.run_credit(now=NOW)

        month = Window(date(2026, 2, 1), date(2026, 3, 1))
        for window in (QUARTER, month):  # from the bootstrap, and in closed form
            mail = selectors.returns(run, model="linear", window=window)[0]
            if window == QUARTER:
                assert mail.roi.low < mail.roi.value < mail.roi.high
                assert mail.cac.low < mail.cac.value < mail.cac.high
        ranking = selectors.ranking(run, model="linear", milestone=Milestone.WON)
        assert ranking.groups == (world["mail"].pk, world["fair"].pk)
        assert ranking.chance(world["mail"].pk, world["fair"].pk) > 0.9
        assert ranking.among(world["mail"].pk, 1) == ranking.beats[0][1]
        assert ranking.among(world["fair"].pk, 2) == 1.0


class TestRange:
    def test_the_range_holds_every_model_and_look_back(self, world):
        old = make.account("Old")
        make.touch(make.contact(old), date(2025, 9, 1), world["mail"])  # 180 days see it, 90 do not
        make.opportunity(old, "70.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))

        run = services.run_credit(now=NOW)

        spans = selectors.spans(run, milestone=Milestone.WON)
        mail = spans[world["mail"].pk]
        assert (mail.value_low, mail.value_high) == (0.0, 970.0)
