"""What a run keeps of journeys: their shape by month, why milestones have no credit, how complete the facts were."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from attribution import services
from attribution.models import CreditTotal, JourneyMonth, Milestone, Unattributed
from attribution.selectors import Slice, coverage, journeys
from crm.models import ContactRole, Opportunity
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)  # the engine reads through a connection of its own
NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
JANUARY, FEBRUARY = Window(date(2026, 1, 1), date(2026, 2, 1)), Window(date(2026, 2, 1), date(2026, 3, 1))
D = Decimal
Reason = Unattributed.Reason


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def mail():
    return make.campaign("Mail", channel=make.channel("Letters"))


@pytest.fixture
def fair():
    return make.campaign("Fair", channel=make.channel("Stands"))


def shape_of(run, milestone=Milestone.WON):
    return JourneyMonth.objects.get(run=run, milestone=milestone, scope=None).shape


class TestShape:
    def test_a_journey_is_its_channels_in_order_its_touches_and_its_days(self, mail, fair):
        person = make.contact(make.account("Firm"))
        for day, campaign in ((5, mail), (6, mail), (20, fair), (25, mail)):
            make.touch(person, date(2026, 1, day), campaign)
        make.opportunity(person.account, "900.00", closed=date(2026, 2, 10))

        shape = shape_of(services.run_credit(now=NOW))

        letters, stands = mail.channel_id, fair.channel_id
        assert shape["paths"] == [[[letters, stands, letters], 1, 900.0]]
        assert shape["touches"] == [[4, 1]]
        assert shape["days"] == [[36, 1]]  # 5 January 9:00 to the last second of 10 February
        assert shape["first"] == shape["last"] == [[letters, 1, 900.0]]

    def test_a_path_of_more_than_six_channels_says_that_it_goes_on(self, mail, fair):
        person = make.contact(make.account("Firm"))
        for step in range(8):
            make.touch(person, date(2026, 1, 5 + step), fair if step % 2 else mail)
        make.opportunity(person.account, closed=date(2026, 2, 10))

        [[path, journeys, _]] = shape_of(services.run_credit(now=NOW))["paths"]

        assert path == [mail.channel_id, fair.channel_id] * 3 + [0]
        assert journeys == 1

    def test_a_touch_without_a_channel_is_a_step_of_its_own(self, mail):
        person = make.contact(make.account("Firm"))
        make.touch(person, date(2026, 1, 5), mail)
        make.touch(person, date(2026, 1, 6))
        make.opportunity(person.account, closed=date(2026, 2, 10))

        assert shape_of(services.run_credit(now=NOW))["paths"] == [[[mail.channel_id, -1], 1, 1000.0]]

    def test_every_scope_has_its_own_journeys_and_together_they_are_all(self, mail, fair):
        for name, segment, campaign in (("A", "Retail", mail), ("B", "Retail", fair), ("C", "Health", fair)):
            person = make.contact(make.account(name, segment=segment, region="North"))
            make.touch(person, date(2026, 1, 5), campaign)
            make.opportunity(person.account, "100.00", closed=date(2026, 2, 10))

        run = services.run_credit(now=NOW)

        def paths(**scope):
            found = journeys(Slice(run, Milestone.WON, FEBRUARY, Scope(**scope)))
            return found.journeys, {path.channels: path.value for path in found.paths}

        letters, stands = (mail.channel_id,), (fair.channel_id,)
        assert paths() == paths(region=("North",)) == (3, {letters: 100.0, stands: 200.0})
        assert paths(segment=("Retail",)) == (2, {letters: 100.0, stands: 100.0})
        assert paths(segment=("Health",)) == (1, {stands: 100.0})
        assert paths(segment=("Public",)) == (0, {})


class TestReasons:
    @pytest.fixture
    def run(self, mail):
        self.early(mail)
        self.late(mail)
        self.named(mail, colleague_touched=True)
        self.named(mail, colleague_touched=False)
        make.opportunity(make.account("Quiet", segment="Health"), "40.00", closed=date(2026, 2, 10))
        make.opportunity(make.account("Silent"), None, closed=date(2026, 2, 10))
        Opportunity.objects.create(
            source="test", external_id="alone", name="Alone", currency="EUR", amount=D(50), reported=D(50),
            outcome="won", closed_on=date(2026, 2, 10), created_at=NOW,
        )  # fmt: skip
        return services.run_credit(now=NOW)

    def early(self, mail):
        person = make.contact(make.account("Early"))
        make.touch(person, date(2024, 1, 1), mail)
        make.opportunity(person.account, "10.00", closed=date(2026, 2, 10))

    def late(self, mail):
        person = make.contact(make.account("Late"))
        make.touch(person, date(2026, 3, 1), mail)
        make.opportunity(person.account, "20.00", closed=date(2026, 2, 10))

    def named(self, mail, *, colleague_touched):
        firm = make.account(f"Named {colleague_touched}")
        if colleague_touched:
            make.touch(make.contact(firm), date(2026, 1, 5), mail)
        deal = make.opportunity(firm, "30.00", closed=date(2026, 2, 10))
        role = {"source": "test", "external_id": f"r{colleague_touched}"}
        ContactRole.objects.create(opportunity=deal, contact=make.contact(firm), **role)

    def test_every_deal_without_credit_has_the_reason_that_its_facts_give(self, run):
        rows = Unattributed.objects.filter(run=run, milestone=Milestone.WON)
        found = {
            reason: (count, value, unknown)
            for reason, count, value, unknown in rows.values_list("reason").annotate(
                Sum("milestones"), Sum("value"), Sum("unknown_values")
            )
        }

        assert found == {
            Reason.TOO_EARLY: (1, D("10.00"), 0),
            Reason.TOO_LATE: (1, D("20.00"), 0),
            Reason.OTHERS: (1, D("30.00"), 0),
            Reason.UNTOUCHED: (1, D("30.00"), 0),
            Reason.NO_ROLES: (2, D("40.00"), 1),
            Reason.NOBODY: (1, D("50.00"), 0),
        }

    def test_reasons_add_up_to_what_is_unattributed_in_every_slice(self, run):
        def slices(rows, count, value):
            keys = ("milestone", "month", "scope")
            return {tuple(row[:3]): tuple(row[3:]) for row in rows.values_list(*keys).annotate(Sum(count), Sum(value))}

        totals = CreditTotal.objects.filter(run=run).exclude(unattributed_conversions=0)
        assert slices(Unattributed.objects.filter(run=run), "milestones", "value") == slices(
            totals, "unattributed_conversions", "unattributed_value"
        )


class TestCoverage:
    def test_a_month_counts_its_touches_and_its_opportunities(self, mail):
        known, stranger = make.contact(make.account("Firm", segment="Retail")), make.contact()
        make.touch(known, date(2026, 1, 5), mail)
        make.touch(known, date(2026, 1, 6))
        make.touch(stranger, date(2026, 1, 7), channel=mail.channel)
        deal = make.opportunity(known.account, None, created=date(2026, 1, 20))
        make.opportunity(known.account, "5.00", created=date(2026, 1, 20) + timedelta(days=1))
        ContactRole.objects.create(opportunity=deal, contact=known, source="test", external_id="r")

        run = services.run_credit(now=NOW)

        month = coverage(Slice(run, Milestone.WON, JANUARY))
        touches = month.touches, month.touches_with_campaign, month.touches_with_channel, month.touches_with_account
        assert touches == (3, 1, 2, 2)
        assert (month.opportunities, month.opportunities_with_account) == (2, 2)
        assert (month.opportunities_with_roles, month.opportunities_with_amount) == (1, 1)
        retail = coverage(Slice(run, Milestone.WON, JANUARY, Scope(segment=("Retail",))))
        assert (retail.touches, retail.touches_with_account, retail.opportunities) == (2, 2, 2)  # not the stranger's
        health = coverage(Slice(run, Milestone.WON, JANUARY, Scope(segment=("Health",))))
        assert (health.touches, health.opportunities) == (0, 0)

    def test_a_run_says_which_months_and_dimensions_it_found(self, mail):
        firm = make.account("Firm", segment="Retail", region="North")
        make.opportunity(firm, created=date(2026, 1, 20), closed=date(2026, 3, 3))

        extent = services.run_credit(now=NOW).extent

        assert extent["months"] == {"opportunity": [202601, 202601], "won": [202603, 202603]}
        assert extent["dimensions"] == {"segment": ["Retail"], "region": ["North"]}
