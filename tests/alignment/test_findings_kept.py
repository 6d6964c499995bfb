"""Findings in the database: kept over recomputes, decided by people, and true to what they promise."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from alignment import selectors, services
from alignment.models import CampaignLink, Finding, FindingEntry
from alignment.services import Share
from alignment.services import findings as decide
from alignment.services.reported import report_cycles
from campaigns.models import SpendEntry
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
TODAY = NOW.date()
D = Decimal


@pytest.fixture
def cycle():
    return make.cycle(date(2026, 1, 1), date(2026, 4, 1))


@pytest.fixture
def quarter(cycle):
    """Two objectives worth as much as each other; growth gets 900, care 100, and 250 serves nothing."""
    for name, amount in (("Growth", "900.00"), ("Care", "100.00")):
        objective = make.objective(cycle, name, serves=make.business_objective(f"Business {name}"))
        make.key_result(objective)
        campaign = make.campaign(f"For {name}")
        make.spend(campaign, date(2026, 2, 1), amount)
        services.link_campaign(campaign=campaign, shares=[Share(objective, D(1))], since=date(2026, 1, 1), by=None)
    make.spend(make.campaign("Fair"), date(2026, 2, 1), "250.00")
    return cycle


def recompute(cycle, at=NOW):
    return services.score_cycle(cycle, today=TODAY, now=at)


def of(cycle, kind):
    return Finding.objects.get(cycle=cycle, kind=kind)


def test_doing_what_an_orphan_finding_says_gains_what_it_promised(quarter):
    before = recompute(quarter)
    found = of(quarter, "orphan_money")
    (step,) = found.steps
    assert found.names[step["objective"]] == "Business Care"
    care = quarter.objectives.get(name="Care")
    services.link_campaign(
        campaign=make.Campaign.objects.get(name="Fair"),
        shares=[Share(care, D(step["share"]))],
        since=date(2026, 1, 1),
        by=None,
    )
    after = recompute(quarter)
    assert after.score - before.score == pytest.approx(found.points, abs=1e-9)
    assert found.points > 0


def test_moving_the_money_gains_what_a_starved_objective_promised(quarter):
    before = recompute(quarter)
    found = of(quarter, "starved_objective")
    (step,) = found.steps
    assert (step["verb"], found.names[step["campaign"]], D(step["amount"])) == ("move", "For Growth", 400)
    for name, change in (("For Growth", -400), ("For Care", 400)):
        entry = SpendEntry.objects.get(campaign__name=name)
        SpendEntry.objects.filter(pk=entry.pk).update(reported=entry.reported + change)
    after = recompute(quarter)
    assert after.score - before.score == pytest.approx(found.points, abs=1e-9)


def test_spend_after_an_objective_was_dropped_is_stranded_and_its_successor_gains_what_was_promised(quarter):
    growth, care = quarter.objectives.get(name="Growth"), quarter.objectives.get(name="Care")
    growth.state, growth.dropped_on, growth.drop_reason = "dropped", date(2026, 2, 10), "A pivot"
    growth.superseded_by = care
    growth.save()
    campaign = make.Campaign.objects.get(name="For Growth")
    make.spend(campaign, date(2026, 2, 20), "300.00")

    before = recompute(quarter)

    found = of(quarter, "dropped_objective")
    assert found.money == 300
    inputs = before.receipt["inputs"]
    assert [(row["share"]) for row in inputs["links"] if row["campaign"] == f"campaign-{campaign.pk}"] == ["0.7500"]
    (step,) = found.steps
    assert (found.names[step["objective"]], D(step["share"])) == ("Business Care", D("0.25"))

    services.link_campaign(campaign=campaign, shares=[Share(care, D(1))], since=date(2026, 2, 10), by=None)
    after = recompute(quarter)
    assert after.score - before.score == pytest.approx(found.points, abs=1e-9)


def test_a_finding_that_no_longer_holds_is_put_right_and_open_again_when_it_returns(quarter):
    recompute(quarter)
    fair = make.Campaign.objects.get(name="Fair")
    services.declare_exemption(campaign=fair, reason="A licence", since=date(2026, 1, 1), by=None)
    recompute(quarter, NOW + timedelta(days=1))
    assert of(quarter, "orphan_money").resolved_at == NOW + timedelta(days=1)

    fair.exemptions.all().delete()
    recompute(quarter, NOW + timedelta(days=2))
    found = of(quarter, "orphan_money")
    assert (found.resolved_at, found.state) == (None, "open")
    assert [row.verb for row in found.entries.all()] == ["reopened", "resolved", "found"]


def test_decisions_stay_with_their_finding_over_recomputes(quarter):
    recompute(quarter)
    boss = make.user(Role.EXECUTIVE)
    decide.decline(finding=of(quarter, "starved_objective"), reason="Care starts in May.", by=boss, now=NOW)
    decide.assign(finding=of(quarter, "orphan_money"), to=boss, by=boss, now=NOW)
    decide.accept(finding=of(quarter, "orphan_money"), by=boss, now=NOW)
    recompute(quarter, NOW + timedelta(days=1))
    assert of(quarter, "starved_objective").state == "declined"
    assert (of(quarter, "orphan_money").state, of(quarter, "orphan_money").assignee) == ("accepted", boss)
    assert FindingEntry.objects.filter(verb="found").count() == Finding.objects.count()


def test_best_moves_leave_out_what_was_declined_or_rests(quarter):
    recompute(quarter)
    boss = make.user(Role.EXECUTIVE)
    moves = selectors.best_moves(quarter, today=TODAY)
    assert len(moves) == 3
    assert len({move.kind for move in moves}) == 3
    assert [move.points for move in moves] == sorted((move.points for move in moves), reverse=True)

    first, second = (Finding.objects.get(pk=move.finding) for move in moves[:2])
    decide.decline(finding=first, reason="Not now", by=boss, now=NOW)
    decide.snooze(finding=second, until=TODAY + timedelta(days=5), by=boss, now=NOW, today=TODAY)
    left = {move.finding for move in selectors.best_moves(quarter, today=TODAY)}
    assert left.isdisjoint({first.pk, second.pk})
    assert second.pk in {move.finding for move in selectors.best_moves(quarter, today=TODAY + timedelta(days=6))}


def test_a_decision_without_its_reason_or_for_a_day_gone_by_is_refused(quarter):
    recompute(quarter)
    boss, found = make.user(Role.EXECUTIVE), of(quarter, "orphan_money")
    with pytest.raises(decide.DecisionRefused, match="Say why"):
        decide.decline(finding=found, reason=" ", by=boss, now=NOW)
    with pytest.raises(decide.DecisionRefused, match="after today"):
        decide.snooze(finding=found, until=TODAY, by=boss, now=NOW, today=TODAY)
    Finding.objects.update(resolved_at=NOW)
    with pytest.raises(decide.DecisionRefused, match="put right since"):
        decide.accept(finding=found, by=boss, now=NOW)


def test_findings_of_a_closed_cycle_are_history(quarter):
    recompute(quarter)
    quarter.state, quarter.closed_at = "closed", NOW
    quarter.save()
    with pytest.raises(decide.DecisionRefused, match="its findings are history"):
        decide.accept(finding=of(quarter, "orphan_money"), by=make.user(Role.EXECUTIVE), now=NOW)


def test_a_cycle_that_changes_after_its_report_is_restated_in_the_next(cycle):
    before = make.cycle(date(2025, 10, 1), date(2026, 1, 1), name="Q4")
    deal = make.opportunity(make.account(), "1000.00", created=date(2025, 10, 2), closed=date(2025, 12, 20))
    for day, amount in ((date(2026, 1, 3), "900.00"), (date(2026, 1, 9), "1000.00"), (date(2026, 1, 20), "700.00")):
        deal.reported = D(amount)
        deal.save()
        report_cycles(today=day)
    make.opportunity(make.account(), "50.00", created=date(2025, 11, 2), closed=date(2025, 12, 31))

    recompute(cycle)

    found = of(cycle, "restated")
    assert [row["money"] for row in found.rows] == ["1000.00", "750.00", "-250.00"]
    assert (found.money, found.title) == (250, "Tell who read Q4: its won revenue was restated down")
    before.state, before.closed_at = "closed", NOW
    before.save()
    assert report_cycles(today=date(2026, 1, 10)) == 0


def test_findings_and_score_are_published_together_or_not_at_all(quarter, monkeypatch):
    class LostLease(Exception):
        pass

    from contextlib import contextmanager

    from django.db import transaction

    @contextmanager
    def fenced():
        with transaction.atomic():
            yield
            raise LostLease

    with pytest.raises(LostLease):
        services.score_cycle(quarter, today=TODAY, now=NOW, publishing=fenced)
    assert not Finding.objects.exists()
    assert selectors.latest_score(quarter) is None


class TestMoneyAsItWasSpent:
    def test_a_re_mapped_campaign_counts_for_both_by_what_was_spent(self, cycle):
        growth = make.objective(cycle, "Growth", serves=make.business_objective("Business Growth"))
        care = make.objective(cycle, "Care", serves=make.business_objective("Business Care"))
        fair = make.campaign("Fair")
        make.spend(fair, date(2026, 1, 5), "300.00")
        make.spend(fair, date(2026, 2, 5), "100.00")
        services.link_campaign(campaign=fair, shares=[Share(growth, D(1))], since=date(2026, 1, 1), by=None)
        services.link_campaign(campaign=fair, shares=[Share(care, D("0.5"))], since=date(2026, 2, 1), by=None)

        inputs = selectors.score_inputs(cycle, today=TODAY)

        named = {row.key: row.name for row in inputs.objectives}
        assert {named[row.objective]: row.share for row in inputs.links} == {
            "Business Growth": D("0.75"),
            "Business Care": D("0.125"),
        }

    def test_money_spent_while_kept_out_is_enabling_and_the_rest_is_not(self, cycle):
        fair = make.campaign("Fair")
        make.spend(fair, date(2026, 1, 5), "300.00")
        make.spend(fair, date(2026, 2, 5), "100.00")
        services.declare_exemption(campaign=fair, reason="A licence", since=date(2026, 2, 1), by=None)
        inputs = selectors.score_inputs(cycle, today=TODAY)
        assert {(row.enabling, row.spend) for row in inputs.campaigns} == {(False, D(300)), (True, D(100))}

    def test_credit_notes_beyond_the_spend_are_told_so_that_the_ledger_still_adds_up(self, cycle):
        make.spend(make.campaign("Fair"), date(2026, 1, 5), "300.00")
        make.spend(make.campaign("Refunded"), date(2026, 1, 5), "-120.00")
        inputs = selectors.score_inputs(cycle, today=TODAY)
        assert sorted(row.spend for row in inputs.campaigns) == [0, 300]
        assert inputs.credit_notes == 120

    def test_a_stretch_in_which_more_came_back_than_was_spent_counts_with_nothing(self, cycle):
        growth = make.objective(cycle, "Growth", serves=make.business_objective())
        fair = make.campaign("Fair")
        make.spend(fair, date(2026, 1, 5), "-50.00")
        make.spend(fair, date(2026, 2, 5), "100.00")
        services.link_campaign(campaign=fair, shares=[Share(growth, D("0.4"))], since=date(2026, 2, 1), by=None)
        inputs = selectors.score_inputs(cycle, today=TODAY)
        assert [(row.share, inputs.campaigns[0].spend) for row in inputs.links] == [(D("0.4"), 50)]
        assert CampaignLink.objects.get().share == D("0.4")
