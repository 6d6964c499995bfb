"""Settings of journeys: what runs take from them, and the run of the other unit."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from attribution import selectors, services
from attribution.core.conventions import document, settings_from, usual
from attribution.core.settings import AnchorWeights, Settings, Stage, Transforms, UnitKind
from attribution.models import Convention, CreditRun, CreditTotal, Milestone, Unattributed
from attribution.services.conventions import change_convention
from crm.models import ContactRole
from jobs.models import Job
from organisation.core.calendar import Window
from people.models import AuditEntry, Role
from tests import factories as make

NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))


def test_settings_come_back_from_what_a_run_stores():
    given = Settings(
        milestone=Stage.WON,
        unit_kind=UnitKind.PERSON,
        lookback_days=30.0,
        half_life_days=3.0,
        reset=True,
        tails=True,
        transforms=Transforms(collapse_repeats=True, keep_last=4),
        custom=AnchorWeights(lead=1.0, rest=2.0),
        markov_order=3,
    )

    assert settings_from(document(given), Stage.WON) == given
    assert settings_from({}, Stage.WON) == usual(Stage.WON)  # a run of before there were settings


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("facts_of_their_own")
class TestOfARun:
    @pytest.fixture
    def world(self):
        """Firm: Ada is touched by mail, Bea by the fair; a deal of 900 names both, Bea first of all. Ada was a lead."""
        mail = make.campaign("Mail", channel=make.channel("Letters"))
        fair = make.campaign("Fair", channel=make.channel("Stands"))
        firm = make.account("Firm")
        ada = make.contact(firm, lead_at=datetime(2026, 1, 12, tzinfo=UTC))
        bea = make.contact(firm)
        make.touch(ada, date(2026, 1, 5), mail)
        make.touch(bea, date(2026, 1, 8), fair)
        deal = make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
        for person, is_primary in ((ada, False), (bea, True)):
            given = {"source": "test", "external_id": f"role-{person.pk}", "is_primary": is_primary}
            ContactRole.objects.create(opportunity=deal, contact=person, **given)
        make.opportunity(make.account("Quiet"), "100.00", created=date(2026, 2, 1), closed=date(2026, 2, 20))
        return {"mail": mail, "fair": fair}

    def credit(self, run, milestone, world):
        found = selectors.credit_by_campaign(run, model="linear", milestone=milestone, window=QUARTER)
        names = {world[name].pk: name for name in ("mail", "fair")}
        return {names[row.campaign_id]: (row.conversions, row.value) for row in found}

    def test_people_and_accounts_side_by_side_add_up_to_the_same_crm(self, world):
        for milestone in (Milestone.WON, Milestone.LEAD):
            change_convention(milestone, {"both_units": True}, by=make.user(Role.ANALYST))

        run = services.run_credit(now=NOW)
        other = selectors.latest_run(by_other_unit=True)

        assert selectors.latest_run() == run
        half, whole = Decimal("0.5"), Decimal(1)
        assert self.credit(run, Milestone.WON, world) == {"mail": (half, 450), "fair": (half, 450)}
        assert self.credit(other, Milestone.WON, world) == {"fair": (whole, 900)}  # Bea is the primary contact
        assert self.credit(run, Milestone.LEAD, world) == {"mail": (whole, 0)}
        assert self.credit(other, Milestone.LEAD, world) == {"mail": (half, 0), "fair": (half, 0)}
        assert {name: stored["unit"] for name, stored in other.settings.items()} == {"lead": "account", "won": "person"}
        for one in (run, other):
            total = CreditTotal.objects.get(run=one, milestone=Milestone.WON)
            assert (total.value, total.unattributed_value) == (1000, 100)
        assert Unattributed.objects.get(run=other, milestone=Milestone.WON).reason == Unattributed.Reason.NOBODY

    def test_a_shorter_look_back_and_reworked_journeys_reach_the_run(self, world):
        change_convention(Milestone.WON, {"lookback_days": 34.0}, by=make.user(Role.ANALYST))
        change_convention(Milestone.OPPORTUNITY, {"keep_last": 1}, by=make.user(Role.ANALYST))

        run = services.run_credit(now=NOW)

        assert self.credit(run, Milestone.WON, world) == {"fair": (1, 900)}
        assert self.credit(run, Milestone.OPPORTUNITY, world) == {"fair": (1, 900)}
        assert run.settings["won"]["lookback_days"] == 34.0
        assert run.settings["opportunity"]["transforms"]["keep_last"] == 1
        assert len(run.versions["code"]) == 16

    def test_without_the_wish_there_is_one_run(self, world):
        services.run_credit(now=NOW)

        assert CreditRun.objects.count() == 1


@pytest.mark.django_db
class TestChange:
    def test_a_change_is_kept_told_and_computed(self):
        boss = make.user(Role.EXECUTIVE)

        change_convention(Milestone.WON, {"lookback_days": 180.0, "unit": "account"}, by=boss)

        assert Convention.objects.get().half_life_days == 30.0  # the rest is as usual
        assert Job.objects.get().kind == "reports.recompute"
        assert AuditEntry.objects.get(verb="attribution.settings_changed").detail == {"lookback_days": 180.0}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"lookback_days": -1.0}, {"half_life_days": 0.0}, {"keep_last": 0}, {"markov_order": 5},
            {"custom_rest": -0.1}, dict.fromkeys(("custom_first", "custom_closing", "custom_rest"), 0.0),
        ],
    )  # fmt: skip
    def test_the_database_refuses_what_makes_no_sense(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            change_convention(Milestone.WON, wrong, by=make.user(Role.ANALYST))

        assert not Convention.objects.exists()

    def test_the_page_says_what_is_wrong_and_saves_what_is_right(self, client):
        client.force_login(make.user(Role.ANALYST))
        form = {
            "unit": "person", "lookback_days": "60", "half_life_days": "14", "markov_order": "2", "keep_last": "",
            "custom_first": "0", "custom_lead": "0", "custom_opportunity": "0", "custom_closing": "0",
            "custom_rest": "0",
        }  # fmt: skip
        address = "/attribution/settings/won/"

        wrong = client.post(address, form)
        assert wrong.status_code == 422
        assert "Give at least one part of the custom model a weight." in wrong.content.decode()
        assert client.post(address, form | {"custom_rest": "1", "reset": "on"}).status_code == 302

        kept = Convention.objects.get()
        assert (kept.unit, kept.lookback_days, kept.markov_order, kept.reset) == ("person", 60.0, 2, True)
        listed = client.get("/attribution/settings/").content.decode()
        assert "open after the milestone before" in listed
