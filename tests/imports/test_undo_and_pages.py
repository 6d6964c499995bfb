"""What was entered on pages after an import is not lost when the import is taken back; and the command that does it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from alignment.models import CampaignLink
from alignment.services import Share, link_campaign
from campaigns.models import BudgetEntry, Campaign
from campaigns.services import approve_plan, reopen_plan, save_campaign, set_budget
from crm.models import Contact
from crm.services import identity
from imports.models import Batch, Previous
from imports.services import UndoRefused
from kpis.models import Definition, ExternalValue, KpiTarget
from kpis.services import set_target, ship_catalogue
from okrs.models import KeyResult, Objective
from okrs.services import Editing, change_key_result
from organisation.core.calendar import Window
from tests import factories as make
from tests.imports.helpers import NOW, digest, import_text, undo

pytestmark = pytest.mark.django_db

JANUARY = date(2026, 1, 1)
MADE = "external_id,name\nC1,Spring\nC2,Summer\n"
RENAMED = "external_id,name\nC1,Spring again\nC2,Summer again\n"


def names():
    return sorted(Campaign.objects.values_list("name", flat=True))


def change(called, **fields):
    found = Campaign.objects.get(name=called)
    return save_campaign(campaign=found, fields=fields, revision=found.revision, by=None)


def test_columns_that_the_import_did_not_change_keep_what_was_entered_since():
    import_text(MADE, "campaigns")
    renamed = import_text(RENAMED, "campaigns")
    spring = change("Spring again", hypothesis="Shops want it", team="Field")
    set_budget(campaign=spring, layer="plan", months={JANUARY: Decimal(900)}, by=None)
    approve_plan(campaign=spring, by=make.user(), now=NOW)

    told = undo(renamed)

    spring.refresh_from_db()
    assert (names(), spring.hypothesis, spring.team) == (["Spring", "Summer"], "Shops want it", "Field")
    assert (spring.plan_approved_at, spring.revision) == (NOW, 2)
    assert str(told) == "2 rows changed."


def test_a_row_whose_imported_values_were_changed_again_stays_as_it_is_and_is_named():
    first = import_text(MADE, "campaigns")
    renamed = import_text(RENAMED, "campaigns")
    change("Spring again", name="Spring for shops")

    told = undo(renamed)

    assert names() == ["Spring for shops", "Summer"]
    assert str(told) == "1 row changed; campaign “Spring for shops” stayed as changed since."
    with pytest.raises(UndoRefused, match="campaign “Spring for shops” came with this import and changed since"):
        undo(first)


def test_a_row_that_the_import_made_is_not_taken_away_with_what_was_entered_since():
    made = import_text(MADE, "campaigns")
    spring = change("Spring", hypothesis="Shops want it")
    set_budget(campaign=change("Summer"), layer="plan", months={JANUARY: Decimal(5)}, by=None)
    with pytest.raises(UndoRefused, match=r"campaign “Spring” came with .* Change it back or delete it on its page"):
        undo(made)
    assert names() == ["Spring", "Summer"]

    change("Spring", hypothesis="")
    with pytest.raises(UndoRefused, match="in use"):  # the budget that was typed in
        undo(made)
    approve_plan(campaign=Campaign.objects.get(name="Summer"), by=make.user(), now=NOW)
    reopen_plan(campaign=Campaign.objects.get(name="Summer"), reason="Typed in error", by=make.user())
    BudgetEntry.objects.all().delete()

    assert undo(made).changed == 4
    assert not Campaign.objects.filter(pk=spring.pk).exists()


def test_budgets_objectives_links_and_values_of_kpis_are_held_alike():
    cycle = make.cycle(JANUARY, date(2026, 4, 1), name="Q1")
    fair = make.campaign("Fair", key="F", source="crm")
    budget = import_text("campaign_key,layer,month,amount,currency\nF,plan,2026-01,100,EUR\n", "budgets")
    aims = import_text("Cycle,Objective\nQ1,Win shops\n", "objectives")
    links = import_text("Campaign ID,Cycle,Objective,Share\nF,Q1,Win shops,100 %\n", "links")
    value = import_text("KPI,Day,Value\nmarket_share,2026-01-31,12 %\n", "kpi_values")
    aim = Objective.objects.get(cycle=cycle)
    set_budget(campaign=fair, layer="plan", months={JANUARY: Decimal(250)}, by=None)
    link_campaign(campaign=fair, shares=[Share(aim, Decimal("0.5"))], since=date(2026, 2, 1), by=None)
    Objective.objects.filter(pk=aim.pk).update(horizon="long" if aim.horizon == "short" else "short")
    ExternalValue.objects.update(owner="Ada")
    before = digest("campaigns.BudgetEntry", "okrs.Objective", "alignment.CampaignLink", "kpis.ExternalValue")

    for result in (budget, links, aims, value):
        with pytest.raises(UndoRefused, match="came with this import and changed since"):
            undo(result)

    assert digest("campaigns.BudgetEntry", "okrs.Objective", "alignment.CampaignLink", "kpis.ExternalValue") == before
    assert CampaignLink.objects.count() == 2


def test_key_results_changed_on_their_page_since_keep_it_or_stay_and_are_named():
    aim = make.objective(make.cycle(JANUARY, date(2026, 4, 1), name="Q1"), "Win shops")
    head = "Cycle,Objective,Key result,Kind,Baseline,Target,Unit\n"
    row = "Q1,Win shops,{},increase,0,{},leads\n"
    made = import_text(head + row.format("Leads", 100) + row.format("Demos", 100), "key_results")
    raised = import_text(head + row.format("Leads", 200) + row.format("Demos", 200), "key_results")
    editing = Editing(by=None, now=NOW, reason="Said more clearly")
    leads, demos = (KeyResult.objects.get(objective=aim, name=name) for name in ("Leads", "Demos"))
    change_key_result(leads, {"unit": "people"}, editing=editing)
    change_key_result(demos, {"target": Decimal(150)}, editing=editing)

    told = undo(raised)

    leads.refresh_from_db()
    demos.refresh_from_db()
    assert (leads.target, leads.unit, demos.target, demos.unit) == (100, "people", 150, "leads")
    assert str(told) == "1 row changed; key result “Demos” stayed as changed since."
    with pytest.raises(UndoRefused, match="key result “Leads”, key result “Demos” came with this import and changed"):
        undo(made)


def test_targets_of_kpis_set_on_their_page_since_stay_and_are_named():
    ship_catalogue(now=NOW)
    head, row = "KPI key,Target for,KPI target\n", "win_rate,2026-0{},{}\n"
    made = import_text(head + row.format(1, 0.25) + row.format(2, 0.25), "kpi_targets")
    raised = import_text(head + row.format(1, 0.3) + row.format(2, 0.3), "kpi_targets")
    rate = Definition.objects.get(key="win_rate", is_current=True)
    set_target(rate, Window(JANUARY, date(2026, 2, 1)), Decimal("0.4"), by=None)

    told = undo(raised)

    assert list(KpiTarget.objects.order_by("starts_on").values_list("value", flat=True)) == [
        Decimal("0.4"),
        Decimal("0.25"),
    ]
    assert "1 row changed; " in str(told)
    assert "stayed as changed since" in str(told)
    with pytest.raises(UndoRefused, match="came with this import and changed since"):
        undo(made)
    set_target(rate, Window(JANUARY, date(2026, 2, 1)), Decimal("0.25"), by=None)
    assert (undo(made).changed, KpiTarget.objects.count()) == (2, 0)


def test_a_merge_taken_apart_stays_apart_when_a_later_import_is_undone():
    import_text("external_id,email,lifecycle\nP1,ada@nordwind.example,\n", "contacts")
    import_text("external_id,email\n7,ada@nordwind.example\n", "contacts", source="mailer")
    named = import_text("external_id,first_name\n7,Ada\n", "contacts", source="mailer")
    identity.take_apart(Contact.objects.get(external_id="7"), by=None, now=NOW)

    undo(named)

    assert Contact.objects.get(external_id="7").merged_into is None


def test_nothing_more_is_kept_of_rows_that_are_only_ever_imported():
    import_text("external_id,email\nP1,ada@nordwind.example\n", "contacts")
    import_text("contact_key,occurred_at\nP1,2026-01-05T10:00:00Z\n", "touchpoints")

    assert not Previous.objects.exists()


class TestCommand:
    def test_it_says_how_many_rows_changed(self, capsys):
        result = import_text(MADE, "campaigns")

        call_command("undo_import", str(result.batch))

        assert capsys.readouterr().out == f"Import {result.batch} is undone; 4 rows changed.\n"
        assert (Campaign.objects.count(), Batch.objects.get(pk=result.batch).state) == (0, "undone")

    def test_it_ends_with_4_and_a_sentence_where_nothing_can_be_undone(self):
        first = import_text(MADE, "campaigns")
        second = import_text(RENAMED, "campaigns")

        refused = [
            (999_999, "There is no import 999999."),
            (first.batch, f"Import {second.batch} has since changed 2 of"),
        ]
        for pk, sentence in refused:
            with pytest.raises(CommandError, match=sentence) as told:
                call_command("undo_import", str(pk))
            assert told.value.returncode == 4
        assert names() == ["Spring again", "Summer again"]

        call_command("undo_import", str(second.batch))
        with pytest.raises(CommandError, match="is not loaded, so there is nothing to undo") as told:
            call_command("undo_import", str(second.batch))
        assert (told.value.returncode, names()) == (4, ["Spring", "Summer"])
