"""Close of a cycle: the checklist, the freeze that nothing changes, and the bridge from reported to restated."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from alignment.models import ScorePart, ScoreRun
from alignment.services import Share, link_campaign
from attribution.models import CreditRun, CreditTotal
from campaigns.models import SpendEntry
from crm.models import Opportunity
from kpis.models import Measurement
from okrs.models import Cycle, KeyResult, Objective
from people.models import AuditEntry, Role
from reports import selectors
from reports.core.bridge import Cause
from reports.dashboards.closing import checklist
from reports.documents.pack import pack
from reports.documents.tables import tables
from reports.models import FrozenCycle
from reports.services.comments import Refused, say
from reports.services.freezing.freeze import freeze, reopen
from reports.services.recompute import recompute_all
from tests import factories as make
from tests.reports.examples import a_report
from tests.reports.reported_pages import walk

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 4, 8, 6, tzinfo=UTC)
LATER = datetime(2026, 5, 8, 6, tzinfo=UTC)
D = Decimal


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def boss():
    return make.user(Role.EXECUTIVE)


@pytest.fixture
def cycle(boss):
    """A quarter that is over: 700 mapped, 300 orphan; two deals won, one of them touched; the red is commented."""
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
    aim = make.business_objective("Grow", scope={"segment": ["Retail"]})
    year = make.cycle(date(2026, 1, 1), date(2027, 1, 1), name="FY26", length="year", state="draft")
    above = make.objective(year, "Be everywhere", parent=make.objective(year, "Be known", state="draft"), state="draft")
    objective = make.objective(cycle, "Win shops", serves=aim, owner=boss, parent=above)
    make.key_result(objective, owner=boss)
    linked = make.campaign("Linked")
    make.spend(linked, date(2026, 2, 1), "700.00")
    make.spend(make.campaign("Orphan"), date(2026, 2, 1), "300.00")
    link_campaign(campaign=linked, shares=[Share(objective, D(1))], since=date(2026, 1, 1), by=None)
    firm = make.account("Firm", segment="Retail")
    make.touch(make.contact(firm), date(2026, 1, 5), linked)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    make.opportunity(make.account("Stranger"), "100.00", created=date(2026, 2, 2), closed=date(2026, 3, 2))
    recompute_all(now=NOW)
    say(cycle, subject=f"objective:{aim.pk}", text="We hire.", by=boss, now=NOW)
    return cycle


def test_what_was_reported_stays_and_every_later_change_is_explained_to_the_cent(
    cycle, boss, client, tmp_path, django_assert_max_num_queries
):
    with pytest.raises(Refused, match=r"Mend what is open, or say why.*imports are fresh"):
        freeze(cycle, by=boss, now=NOW)
    frozen = freeze(cycle, by=boss, now=NOW, although="The agency sends its last sheet in May.")
    before = selectors.numbers(frozen.snapshot)

    _change_the_facts(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(state="closed", closed_at=NOW)
    recompute_all(now=LATER)

    bridge = selectors.restated(cycle)
    causes = {line.key: {part.cause: part.amount for part in line.parts} for line in bridge.lines}
    assert causes["won"] == {Cause.LATE: D("50.00"), Cause.AMOUNTS: D("-100.00")}
    assert causes["attributed"] == {Cause.AMOUNTS: D("-100.00"), Cause.LATE: D("100.00")}
    assert causes["spend"] == {Cause.LATE: D("20.00"), Cause.WITHDRAWN: D("-300.00")}
    for found in bridge.lines:
        assert sum(part.amount for part in found.parts) == found.difference, found.key
        assert Cause.UNEXPLAINED not in {part.cause for part in found.parts}
    score = next(line for line in bridge.lines if line.key == "score")
    assert score.difference
    assert bridge.changed_months > 0
    client.force_login(boss)
    for name in ("summary", "alignment"):
        for query, whole in (("", "€1,000.00"), ("restated", "€950.00")):
            with django_assert_max_num_queries(12):
                page = client.get(reverse(name), {"cycle": cycle.pk, "as": query}).content.decode()
            assert f"CRM {whole}" in page
    assert selectors.numbers(selectors.as_shown(cycle)) == before
    assert client.get(reverse("api_report", args=[cycle.pk])).json()["digest"] == frozen.snapshot.digest
    _documents_tell(cycle, frozen, bridge, tmp_path)
    shown = client.get(reverse("close"), {"cycle": cycle.pk}).content.decode()
    assert "Late facts" in shown
    assert "+€50.00" in shown
    walk(client, frozen, Objective.objects.get(cycle=cycle), django_assert_max_num_queries)
    _runs_stay(frozen.snapshot)


def test_no_hand_changes_or_removes_a_freeze_and_only_an_administrator_opens_it_with_a_reason(boss, client):
    cycle = Cycle.objects.get(pk=a_report()["pk"])
    frozen = freeze(cycle, by=boss, now=NOW, although="It is agreed so.")
    admin = make.user(Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="is frozen already"):
        freeze(cycle, by=boss, now=NOW, although="Again.")
    with pytest.raises(IntegrityError, match="stays as it was reported"):
        FrozenCycle.objects.filter(pk=frozen.pk).update(kept={})
    with pytest.raises(IntegrityError, match="DELETE is refused"):
        FrozenCycle.objects.filter(pk=frozen.pk).delete()
    with transaction.atomic(), connection.cursor() as cursor:
        # Tests may empty the tables when they end (tests/conftest.py); here they are as they are for users.
        cursor.execute("ALTER TABLE reports_frozencycle ENABLE TRIGGER frozen_cycles_are_not_emptied")
        for table in ("reports_frozencycle", "reports_storedsnapshot", "okrs_cycle"):
            with pytest.raises(IntegrityError, match=r"TRUNCATE of .* is refused"), transaction.atomic():
                cursor.execute(f"TRUNCATE {table} CASCADE")
        transaction.set_rollback(True)
    with pytest.raises(Refused, match="Say why"):
        reopen(frozen, by=admin, because=" ", now=LATER)

    client.force_login(admin)
    client.post(reverse("reopen_cycle", args=[cycle.pk]), {"because": "Finance found a mistake."})

    assert selectors.frozen(cycle) is None
    with pytest.raises(IntegrityError, match="stays as it was reported"):
        FrozenCycle.objects.filter(pk=frozen.pk).update(reopened_because="Another reason.")
    assert AuditEntry.objects.filter(verb__in=("reports.frozen", "reports.reopened")).count() == 2
    assert "Finance found a mistake." in client.get(reverse("close"), {"cycle": cycle.pk}).content.decode()


def test_a_running_cycle_is_not_frozen_and_every_open_point_leads_to_what_mends_it(boss):
    running = make.cycle(date(2026, 4, 1), date(2026, 7, 1), name="Q2 FY26")

    points = checklist(running, day=NOW.date())

    assert [point.label for point in points if point.is_needed] == ["The cycle is over", "Numbers are computed"]
    assert all(point.url and point.mend for point in points if point.label != "The cycle is over")
    with pytest.raises(Refused, match="This is still open: the cycle is over; numbers are computed"):
        freeze(running, by=boss, now=NOW, although="In a hurry.")


def _runs_stay(reported):
    """The database refuses to remove or change what pages show as reported."""
    for rows in (
        ScoreRun.objects.filter(pk=reported.score_run_id), ScorePart.objects.filter(run=reported.score_run_id),
        CreditRun.objects.filter(pk=reported.credit_run_id), CreditTotal.objects.filter(run=reported.credit_run_id),
        Measurement.objects.filter(run=reported.measure_run_id),
    ):  # fmt: skip
        assert rows
        with pytest.raises(IntegrityError, match="was reported with this run"), transaction.atomic():
            rows.delete()


def _documents_tell(cycle, frozen, bridge, folder):
    """A document of the restated cycle says that it is one, and every file carries the bridge."""
    call_command("report", cycle=cycle.name, kind="json", out=folder / "r.json", restated=True)
    written = json.loads((folder / "r.json").read_text())
    assert written["issued"] == "Restated with the facts of 8 May 2026; reported on 8 Apr 2026."
    assert len(written["bridge"]["lines"]) == len(bridge.lines)
    found, annex = selectors.numbers(frozen.snapshot), selectors.annex(frozen.snapshot)
    assert len(pack(found, annex, comments={}, bridge=bridge).restated.rows) == len(bridge.lines)
    sheet = tables(found, annex, comments={}, bridge=bridge)[-1]
    assert ("Spend", None, "Facts taken back") in [row[:3] for row in sheet.rows]


def _change_the_facts(cycle):
    """A key result renamed, an amount corrected, a deal and a touch entered late, spend entered late and taken back."""
    firm, stranger = (Opportunity.objects.get(account__name=name) for name in ("Firm", "Stranger"))
    Opportunity.objects.filter(pk=firm.pk).update(amount=D("800.00"), reported=D("800.00"))
    make.opportunity(make.account("Late"), "50.00", created=date(2026, 3, 20), closed=date(2026, 3, 30))
    fair = make.campaign("Fair")
    make.touch(make.contact(stranger.account), date(2026, 1, 8), fair)
    SpendEntry.objects.filter(campaign__name="Orphan").delete()
    make.spend(fair, date(2026, 3, 3), "20.00")
    KeyResult.objects.filter(objective__cycle=cycle).update(name="Renamed later")
