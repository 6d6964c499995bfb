"""From rows in the database to published credit, on a world small enough to check by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from attribution import selectors, services
from attribution.facts import cache
from attribution.models import Credit, CreditRun, Milestone
from crm.models import ContactRole
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from tests import factories as make

# The engine reads through a connection of its own.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("facts_of_their_own")]
NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))
D = Decimal


@pytest.fixture
def world():
    """One account, two people: mail, then a fair, then a deal of 900 won; another deal of 100 without any touch."""
    mail = make.campaign("Mail", channel=make.channel("Letters"))
    fair = make.campaign("Fair", channel=make.channel("Stands"))
    firm = make.account("Firm", segment="Retail")
    ada, bea = make.contact(firm), make.contact(firm)
    make.touch(ada, date(2026, 1, 5), mail)
    make.touch(bea, date(2026, 2, 1), fair)
    make.touch(ada, date(2026, 2, 3), mail)
    make.touch(bea, date(2026, 3, 5), fair)  # after the deal was won: earns nothing
    deal = make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    make.opportunity(make.account("Stranger", segment="Health"), "100.00", closed=date(2026, 3, 1))
    return {"mail": mail, "fair": fair, "ada": ada, "deal": deal}


def by_campaign(run, model, scope=None):
    rows = selectors.credit_by_campaign(run, model=model, milestone=Milestone.WON, window=QUARTER, scope=scope)
    return {row.campaign_id: row.value for row in rows}


class TestCredit:
    def test_first_last_and_linear_share_the_deal_as_worked_out_by_hand(self, world):
        run = services.run_credit(now=NOW)

        mail, fair = world["mail"].pk, world["fair"].pk
        assert {k: v for k, v in by_campaign(run, "first").items() if v} == {mail: D("900.00")}
        assert {k: v for k, v in by_campaign(run, "last").items() if v} == {mail: D("900.00")}
        assert by_campaign(run, "linear") == {mail: D("600.00"), fair: D("300.00")}

    def test_attributed_and_unattributed_are_what_the_crm_has(self, world):
        run = services.run_credit(now=NOW)

        found = selectors.reconciled(run, milestone=Milestone.WON, window=QUARTER)
        assert (found.attributed, found.unattributed, found.crm) == (D("900.00"), D("100.00"), D("1000.00"))
        for model in Credit.objects.values_list("model", flat=True).distinct():
            rows = Credit.objects.filter(run=run, model=model, milestone=Milestone.WON)
            assert sum(row.value for row in rows) == D("1000.00"), model

    def test_named_contacts_come_before_the_whole_account(self, world):
        ContactRole.objects.create(opportunity=world["deal"], contact=world["ada"], source="test", external_id="r1")

        run = services.run_credit(now=NOW)

        assert by_campaign(run, "linear") == {world["mail"].pk: D("900.00")}

    def test_a_scope_sees_only_its_own_deals(self, world):
        run = services.run_credit(now=NOW)

        assert by_campaign(run, "linear", Scope(segment=("Health",))) == {}
        health = selectors.reconciled(run, milestone=Milestone.WON, window=QUARTER, scope=Scope(segment=("Health",)))
        assert (health.attributed, health.crm) == (D("0.00"), D("100.00"))

    def test_an_amount_that_nobody_knows_is_counted_and_not_taken_for_nothing(self, world):
        make.opportunity(make.account("Silent"), None, closed=date(2026, 3, 3))

        run = services.run_credit(now=NOW)

        found = selectors.reconciled(run, milestone=Milestone.WON, window=QUARTER)
        assert (found.crm, found.conversions, found.unknown) == (D("1000.00"), D(3), 1)


class TestRuns:
    def test_an_empty_world_gives_a_run_without_credit(self):
        run = services.run_credit(now=NOW)

        assert selectors.latest_run() == run
        assert not Credit.objects.exists()

    def test_a_run_that_fails_while_publishing_leaves_the_one_before(self, world):
        before = services.run_credit(now=NOW)

        with pytest.raises(RuntimeError, match="killed"):
            services.run_credit(now=NOW, publishing=interrupted)

        assert selectors.latest_run() == before
        assert CreditRun.objects.count() == 1

    def test_the_same_facts_give_the_same_digits(self, world):
        first, second = services.run_credit(now=NOW), services.run_credit(now=NOW)

        def credits(run):
            return list(
                Credit.objects.filter(run=run).order_by("pk").values_list("model", "campaign", "month", "value")
            )

        assert credits(first) == credits(second)
        assert first.inputs_digest == second.inputs_digest


class interrupted:  # noqa: N801 -- stands for a transaction that a kill ends
    """A transaction that dies at its end."""

    def __enter__(self):
        from django.db import transaction

        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *_):
        error = RuntimeError("killed")
        self.atomic.__exit__(RuntimeError, error, None)
        raise error


class TestProgress:
    """What a recompute says while it runs: its job and `manage.py recompute -v 2` show these sentences."""

    def test_the_recompute_says_in_sentences_what_it_is_doing_and_how_far_it_is(self, world):
        said = []

        services.run_credit(now=NOW, progress=lambda share, sentence: said.append((round(share, 3), sentence)))

        assert said == [
            (0.02, "Reading facts out of the database"),
            (0.1, "Crediting opportunity milestones under 13 models, journeys of accounts"),
            (0.475, "Crediting won milestones under 13 models, journeys of accounts"),
            (0.85, "Writing credit"),
        ]

    def test_two_at_once_take_turns_with_the_facts_and_the_second_says_that_it_waits(self, world):
        said = []
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [cache.LOCK])

        def progress(share, sentence):
            said.append(sentence)
            other.close()

        run = services.run_credit(now=NOW, progress=progress)

        assert said[0] == "Waiting until another recompute or rewriting is through with the facts"
        assert said[1] == "Reading facts out of the database"
        assert run.published_at == NOW
