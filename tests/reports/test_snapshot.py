"""One snapshot of a cycle: its numbers, its words, what is no data and why, and that it adds up."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from alignment.services import Share, link_campaign
from kpis import services as kpis
from kpis.models import KpiTarget
from kpis.selectors import definition
from okrs.models import CheckIn
from people.models import AuditEntry, Role
from reports import selectors
from reports.core.codec import plain, typed
from reports.core.snapshot import Snapshot
from reports.models import Comment, StoredSnapshot
from reports.services.comments import Refused, issue, say
from reports.services.recompute import recompute_all
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
D = Decimal


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def cycle():
    """A linked campaign of 700, an orphan of 300; 900 won after the linked one, 100 lost that nobody touched."""
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
    aim = make.business_objective("Grow", scope={"segment": ["Retail"]})
    objective = make.objective(cycle, "Win shops", serves=aim)
    make.key_result(objective)
    linked, orphan = make.campaign("Linked"), make.campaign("Orphan")
    make.spend(linked, date(2026, 2, 1), "700.00")
    make.spend(orphan, date(2026, 2, 1), "300.00")
    link_campaign(campaign=linked, shares=[Share(objective, D(1))], since=date(2026, 1, 1), by=None)
    firm = make.account("Firm", segment="Retail")
    make.touch(make.contact(firm), date(2026, 1, 5), linked)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    make.opportunity(make.account("Stranger"), "100.00", created=date(2026, 2, 2), outcome="lost")
    return cycle


def snapshot_of(cycle) -> Snapshot:
    recompute_all(now=NOW)
    stored = selectors.snapshot(cycle)
    assert stored is not None
    return selectors.numbers(stored)


class TestNumbers:
    def test_it_reconciles_and_what_nobody_knows_is_no_data_with_a_reason(self, cycle):
        found = snapshot_of(cycle)

        assert [proof.sentence for proof in found.proofs] == [
            "Attributed €900.00 + unattributed €100.00 = CRM €1,000.00",
            "Mapped €700.00 + enabling €0.00 + orphan €300.00 = ledger €1,000.00",
        ]
        assert all(proof.holds for proof in found.proofs)
        assert sum(part.amount for part in found.flow) == D("1000.00")
        assert sum(row.pipeline for row in found.credit.rows) + found.credit.unattributed == found.credit.total
        row = found.credit.rows[0]
        assert (row.name, row.spend, row.pipeline, row.revenue) == ("Linked", D("700.00"), D("900.00"), D("900.00"))
        assert row.roi.value == D("0.2857")
        assert row.objectives == "Grow"
        awareness = next(row for row in found.kpis if row.key == "unaided_awareness")
        assert awareness.actual.value is None
        assert awareness.actual.reason
        assert awareness.status_note == "No plan"
        assert found.money.plan is None
        assert found.money.sentence == "€1 k are spent; nobody has planned this cycle.".replace(" k", "\u202fk")

    def test_the_part_of_a_quarter_is_compared_with_as_many_days_before(self, cycle):
        firm = make.account("Old")
        make.opportunity(firm, "500.00", created=date(2025, 10, 5), closed=date(2025, 10, 20))
        make.opportunity(firm, "70.00", created=date(2025, 12, 5), closed=date(2025, 12, 20))

        revenue = next(row for row in snapshot_of(cycle).kpis if row.key == "revenue")

        assert revenue.previous.value == D("500")
        assert revenue.previous.note == "up to 29 Nov 2025, as many days"
        assert revenue.change.value == D("0.8")

    def test_a_key_result_that_follows_a_kpi_is_its_plan(self, cycle):
        objective = cycle.objectives.get()
        result = make.key_result(objective, name="Won", baseline=D(0), target=D(3000), is_computed=True)
        kpis.ship_catalogue(now=NOW)
        kpis.bind(result, definition("revenue"), now=NOW)

        row = next(row for row in snapshot_of(cycle).kpis if row.key == "revenue")

        assert row.plan.value == D("3000")
        assert row.expected.value == pytest.approx(D("2000"), abs=D("40"))
        assert row.status == "off_track"
        assert row.variance.value < D("-0.5")

    def test_a_target_of_a_kpi_is_its_plan_whole_or_by_months_and_less_cost_is_better(self, cycle):
        kpis.ship_catalogue(now=NOW)
        for first, wanted in ((1, "400"), (2, "700"), (3, "930")):
            days = {"starts_on": date(2026, first, 1), "ends_on": date(2026, first + 1, 1)}
            KpiTarget.objects.create(kpi="revenue", value=D(wanted), **days)
        KpiTarget.objects.create(kpi="cac", value=D(800), starts_on=cycle.starts_on, ends_on=cycle.ends_on)
        KpiTarget.objects.create(kpi="mqls_count", value=D(5), starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))

        rows = {row.key: row for row in snapshot_of(cycle).kpis}

        assert (rows["revenue"].plan.value, rows["revenue"].expected.value) == (D(2030), D(1130))
        assert (rows["revenue"].actual.value, rows["revenue"].status) == (D(900), "at_risk")
        assert (rows["cac"].plan.value, rows["cac"].expected.value) == (D(800), D(800))
        assert (rows["cac"].actual.value, rows["cac"].status) == (D(1000), "at_risk")
        assert "mqls_count" not in rows or rows["mqls_count"].plan.value is None


class TestKeeping:
    def test_the_same_facts_give_the_same_words_and_numbers_and_only_the_newest_stays_until_one_is_issued(self, cycle):
        first = snapshot_of(cycle)
        assert typed(Snapshot, plain(first)) == first
        second = snapshot_of(cycle)

        runs = {"score_run": 0, "credit_run": 0, "measure_run": 0}
        first, second = (replace(one, about=replace(one.about, **runs)) for one in (first, second))
        assert first == second
        assert StoredSnapshot.objects.count() == 1
        issue(_answered(cycle), by=make.user(Role.EXECUTIVE), now=NOW)
        snapshot_of(cycle)
        assert StoredSnapshot.objects.count() == 2

    def test_the_state_of_every_cycle_without_anything_is_said_in_words(self):
        bare = make.cycle(date(2026, 1, 1), date(2026, 4, 1))

        found = snapshot_of(bare)

        assert found.headline.sentence == "How far marketing serves the business cannot be scored yet."
        assert found.headline.lede == "There is no business objective in this cycle."
        assert found.credit.no_data
        assert found.promises_sentence == "Nothing was promised for this cycle."
        assert found.money.sentence == "Neither plan nor spend is known for this cycle."


class TestCommentary:
    def test_every_red_needs_a_comment_before_the_summary_is_issued_and_then_nothing_changes_it(self, cycle):
        key_result = cycle.objectives.get().key_results.get()
        CheckIn.objects.create(
            key_result=key_result, day=date(2026, 2, 27), value=D(1), declared="off_track", made_at=NOW
        )
        snapshot_of(cycle)
        boss = make.user(Role.EXECUTIVE)

        with pytest.raises(Refused, match="Say first what happens with “Grow”"):
            issue(selectors.snapshot(cycle), by=boss, now=NOW)
        issued = issue(_answered(cycle), by=boss, now=NOW)

        assert issued.issued_at == NOW
        assert [row["text"] for row in issued.comments] == ["We hire."]
        assert AuditEntry.objects.filter(verb="reports.issued").count() == 1
        with pytest.raises(IntegrityError, match="stays as it was issued"), transaction.atomic():
            StoredSnapshot.objects.filter(pk=issued.pk).update(content={})

    def test_a_changed_comment_is_a_new_version_and_the_old_one_stays(self, cycle):
        boss = make.user(Role.EXECUTIVE)
        for words in ("One.", "Two.", "Two."):
            say(cycle, subject="kpi:revenue", text=words, by=boss, now=NOW)

        versions = list(Comment.objects.values_list("version", "text", "is_current"))
        assert versions == [(2, "Two.", True), (1, "One.", False)]
        assert AuditEntry.objects.filter(verb="reports.commented").count() == 2


def _answered(cycle) -> StoredSnapshot:
    """The newest snapshot, with a comment on its only objective."""
    stored = selectors.snapshot(cycle)
    row = selectors.numbers(stored).objectives[0]
    say(cycle, subject=f"objective:{row.pk}", text="We hire.", by=make.user(Role.EXECUTIVE), now=NOW)
    return stored
