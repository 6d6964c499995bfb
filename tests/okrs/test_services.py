from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from okrs import services
from okrs.core.definition import Definition
from okrs.core.measures import Measure, Reading
from okrs.core.pace import Checkpoint
from okrs.core.progress import Kind
from okrs.core.rollup import RollUpMode
from okrs.core.status import Status
from okrs.models import CheckIn, Cycle, DefinitionVersion, KeyResult, Objective
from people.models import AuditEntry
from tests.okrs.makers import HALF_WAY, NOW, business, check_in, cycle, editing, key_result, objective, person

pytestmark = pytest.mark.django_db


class TestObjectives:
    def test_one_added_to_a_running_cycle_is_marked(self):
        assert objective(cycle(opened=False), "In time").added_late_on is None
        late = objective(cycle(day=date(2026, 5, 1)), "Late", today=date(2026, 5, 20))
        assert (late.added_late_on, late.state) == (date(2026, 5, 20), Objective.State.ACTIVE)

    def test_parents_cannot_form_a_loop(self):
        running = cycle()
        top = objective(running, "Top")
        middle = objective(running, "Middle", parent=top)
        bottom = objective(running, "Bottom", parent=middle)
        for below in (top, middle, bottom):
            with pytest.raises(services.Refused, match="cannot be its parent") as caught:
                services.change_objective(top, {"parent": below}, editing=editing(reason="Try"))
            assert caught.value.field == "parent"
        top.refresh_from_db()
        assert top.parent is None

    def test_a_parent_belongs_to_the_same_cycle_or_to_the_year_around_it(self):
        year, quarter, other = cycle(length=Cycle.Length.YEAR), cycle(), cycle(day=date(2026, 5, 1))
        assert objective(quarter, "Child", parent=objective(year, "Of the year")).parent.cycle == year
        with pytest.raises(services.Refused, match="does not hold"):
            objective(quarter, "Stranger", parent=objective(other, "Elsewhere"))

    def test_two_of_one_name_in_a_cycle_are_refused_in_words(self):
        running = cycle()
        objective(running, "Same")
        with pytest.raises(services.Refused, match="already exists"):
            objective(running, "Same")

    def test_dropping_needs_a_reason_and_may_name_a_successor(self):
        running = cycle()
        old, new = objective(running, "Old"), objective(running, "New")
        with pytest.raises(services.Refused, match="Say why"):
            services.drop_objective(old, reason=" ", today=HALF_WAY, editing=editing())
        with pytest.raises(services.Refused, match="itself"):
            services.drop_objective(old, reason="Pivot", today=HALF_WAY, editing=editing(), superseded_by=old)
        dropped = services.drop_objective(
            old, reason="The market moved.", today=HALF_WAY, editing=editing(), superseded_by=new
        )
        assert (dropped.state, dropped.superseded_by, dropped.drop_reason) == ("dropped", new, "The market moved.")
        assert DefinitionVersion.objects.get(objective=old).reason == "The market moved."
        with pytest.raises(services.Refused, match="stays as it was"):
            services.change_objective(old, {"name": "Back"}, editing=editing(reason="Back"))

    def test_a_retired_business_objective_takes_no_new_objectives(self):
        retired = services.change_business_objective(business(), {"retired_on": HALF_WAY}, editing=editing())
        with pytest.raises(services.Refused, match="was retired"):
            objective(cycle(), business_objective=retired)

    def test_a_priority_below_zero_is_refused(self):
        with pytest.raises(services.Refused, match="below 0"):
            business(weight=Decimal(-1))


class TestVersions:
    def test_a_change_in_a_draft_cycle_needs_no_reason_but_keeps_the_version(self):
        leads = key_result(objective(cycle(opened=False)))
        changed = services.change_key_result(leads, {"target": Decimal(120)}, editing=editing(by=person()))
        version = DefinitionVersion.objects.get(key_result=leads)
        assert (version.before, version.after) == ({"target": "100.000000"}, {"target": "120"})
        assert (version.is_mid_cycle, changed.revision, changed.changed_mid_cycle_at) == (False, 2, None)

    def test_a_change_in_mid_cycle_asks_for_a_reason_and_is_marked_with_who_and_when(self):
        ada, leads = person(), key_result(objective(cycle()))
        with pytest.raises(services.Refused, match="Say why") as caught:
            services.change_key_result(leads, {"target": Decimal(120)}, editing=editing(by=ada))
        assert caught.value.field == "reason"
        changed = services.change_key_result(
            leads, {"target": Decimal(120)}, editing=editing(by=ada, reason="Budget doubled.")
        )
        version = DefinitionVersion.objects.get(key_result=leads)
        assert changed.changed_mid_cycle_at == NOW
        assert (version.is_mid_cycle, version.by, version.made_at, version.reason) == (
            True,
            ada,
            NOW,
            "Budget doubled.",
        )

    def test_a_new_owner_needs_no_reason(self):
        ada, leads = person(), key_result(objective(cycle()))
        changed = services.change_key_result(leads, {"owner": ada}, editing=editing())
        assert (changed.owner, changed.changed_mid_cycle_at) == (ada, None)

    def test_saving_without_a_change_leaves_no_version(self):
        leads = key_result(objective(cycle()))
        assert services.change_key_result(leads, {"target": leads.target}, editing=editing()).revision == 1
        assert not DefinitionVersion.objects.exists()

    def test_the_second_editor_sees_what_the_first_one_changed_and_chooses(self):
        ada, bob = person(), person("Bob")
        leads = key_result(objective(cycle()))
        services.change_key_result(
            leads, {"target": Decimal(120)}, editing=editing(by=ada, revision=1, reason="More budget")
        )
        with pytest.raises(services.ChangedMeanwhile, match=r"Ada changed this .*target: 100\.000000 → 120") as caught:
            services.change_key_result(leads, {"name": "Leads"}, editing=editing(by=bob, revision=1, reason="Shorter"))
        assert [(c.field, c.after, c.by) for c in caught.value.changes] == [("target", "120", "Ada")]
        changed = services.change_key_result(
            leads, {"name": "Leads"}, editing=editing(by=bob, revision=caught.value.revision, reason="Shorter")
        )
        assert (changed.name, changed.target, changed.revision) == ("Leads", 120, 3)


class TestKeyResults:
    def test_equal_baseline_and_target_are_refused_at_the_target(self):
        with pytest.raises(services.Refused, match="are equal") as caught:
            key_result(objective(cycle()), baseline=5, target=5)
        assert caught.value.field == "target"
        assert not KeyResult.objects.exists()

    def test_the_database_refuses_them_too(self):
        of = objective(cycle())
        bad = [
            {"kind": "increase", "baseline": 5, "target": 5},
            {"kind": "increase", "baseline": 5},
            {"kind": "decrease", "target": 5},
            {"kind": "at_least"},
            {"kind": "within", "band_low": 5},
            {"kind": "within", "band_low": 5, "band_high": 4},
            {"kind": "unheard_of"},
        ]
        for facts in bad:
            with pytest.raises(IntegrityError), transaction.atomic():
                KeyResult.objects.create(objective=of, name="Bad", **facts)

    def test_checkpoints_after_30_and_60_days_come_by_themselves(self):
        leads = key_result(objective(cycle()), target=90)
        assert [(p.due_on, p.expected) for p in leads.checkpoints.all()] == [
            (date(2026, 1, 31), 30),
            (date(2026, 3, 2), 60),
        ]

    def test_checkpoints_lie_inside_the_cycle_and_on_different_days(self):
        leads = key_result(objective(cycle()))
        with pytest.raises(services.Refused, match="lies outside Q1 FY26"):
            services.set_checkpoints(leads, [Checkpoint(date(2026, 5, 1), 50)])
        with pytest.raises(services.Refused, match="same day"):
            services.set_checkpoints(leads, [Checkpoint(HALF_WAY, 50), Checkpoint(HALF_WAY, 60)])
        assert leads.checkpoints.count() == 2

    def test_summed_values_share_one_unit(self):
        revenue = objective(cycle(), roll_up=RollUpMode.SUM)
        key_result(revenue, "North", unit="EUR")
        key_result(revenue, "South", unit="€")
        with pytest.raises(services.Refused, match="sums values in EUR, so USD cannot be added"):
            key_result(revenue, "West", unit="USD")
        with pytest.raises(services.Refused, match="only works for money and counts"):
            key_result(revenue, "Rate", unit="%", measure=Measure.RATIO)

    def test_an_objective_of_mixed_units_cannot_start_to_sum(self):
        mixed = objective(cycle(opened=False))
        key_result(mixed, "North", unit="EUR")
        key_result(mixed, "Leads", unit="leads")
        with pytest.raises(services.Refused, match="cannot be added"):
            services.change_objective(mixed, {"roll_up": RollUpMode.SUM}, editing=editing())

    def test_dropping_needs_a_reason(self):
        leads = key_result(objective(cycle()))
        with pytest.raises(services.Refused, match="Say why"):
            services.drop_key_result(leads, reason="", editing=editing())
        assert services.drop_key_result(leads, reason="Not measured any more.", editing=editing()).state == "dropped"


class TestCheckIns:
    def test_a_ratio_keeps_both_parts_and_shows_percent(self):
        rate = key_result(objective(cycle()), unit="%", measure=Measure.RATIO, baseline=15, target=20)
        reading = Reading(HALF_WAY, numerator=Decimal(90), denominator=Decimal(500))
        row = services.check_in(rate, reading=reading, now=NOW, today=HALF_WAY)
        assert (row.value, row.numerator, row.denominator) == (18, 90, 500)

    def test_a_ratio_over_nothing_is_no_data(self):
        rate = key_result(objective(cycle()), unit="%", measure=Measure.RATIO, baseline=15, target=20)
        reading = Reading(HALF_WAY, numerator=Decimal(0), denominator=Decimal(0))
        assert services.check_in(rate, reading=reading, now=NOW, today=HALF_WAY).value is None

    def test_a_milestone_ticks_its_checklist(self):
        launch = key_result(objective(cycle()), kind=Kind.MILESTONE, checklist=[("Name", 1), ("Site", 3)])
        _, site = launch.checklist.all()
        assert check_in(launch, None, done=[site.pk]).value == 75
        assert check_in(launch, None, done=[]).value == 0

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"value": None}, "Give a value"),
            ({"value": 1, "day": date(2025, 12, 31)}, "starts on 1 Jan 2026"),
            ({"value": 1, "said": services.Said(confidence=11)}, "from 0"),
            ({"value": 1, "said": services.Said(declared=Status.ACHIEVED)}, "Declare on track"),
        ],
    )
    def test_what_makes_no_sense_is_refused_and_nothing_is_saved(self, facts, sentence):
        leads = key_result(objective(cycle()))
        with pytest.raises(services.Refused, match=sentence):
            check_in(leads, **facts)
        assert not CheckIn.objects.exists()

    def test_the_future_cannot_be_checked_in(self):
        leads = key_result(objective(cycle()))
        with pytest.raises(services.Refused, match="future"):
            services.check_in(leads, reading=Reading(HALF_WAY, Decimal(1)), now=NOW, today=date(2026, 2, 14))

    def test_a_draft_cycle_takes_no_check_ins(self):
        with pytest.raises(services.Refused, match="still a draft"):
            check_in(key_result(objective(cycle(opened=False))), 5)

    def test_half_a_ratio_and_a_ratio_of_a_count_are_refused(self):
        leads = key_result(objective(cycle()))
        half = Reading(HALF_WAY, numerator=Decimal(1))
        whole = Reading(HALF_WAY, numerator=Decimal(1), denominator=Decimal(2))
        for reading, sentence in ((half, "both parts"), (whole, "not a ratio")):
            with pytest.raises(services.Refused, match=sentence):
                services.check_in(leads, reading=reading, now=NOW, today=HALF_WAY)

    def test_computed_values_are_added_once_and_corrected_by_a_later_row(self):
        leads = key_result(objective(cycle()), is_computed=True)

        def record(value):
            reading = Reading(HALF_WAY, Decimal(value))
            return services.record_computed([services.ComputedValue(leads.pk, reading, "KPI leads v1")], now=NOW)

        assert [record(50), record(50), record(55), record(55)] == [1, 0, 1, 0]
        assert [(row.value, row.provenance, row.source) for row in leads.check_ins.all()] == [
            (50, "computed", "KPI leads v1"),
            (55, "computed", "KPI leads v1"),
        ]

    def test_computed_values_leave_closed_cycles_alone(self):
        draft = key_result(objective(cycle(opened=False)))
        value = services.ComputedValue(draft.pk, Reading(HALF_WAY, Decimal(1)), "KPI")
        assert services.record_computed([value], now=NOW) == 0


def test_a_definition_can_be_given_as_it_is_in_the_core():
    band = Definition(Kind.WITHIN, band_low=Decimal(2), band_high=Decimal(4))
    row = services.create_key_result(objective=objective(cycle()), name="CAC", definition=band, today=HALF_WAY)
    assert (row.kind, row.band_low, row.checkpoints.count()) == ("within", 2, 0)


def test_the_database_refuses_a_loop_of_parents_too():
    running = cycle()
    top = objective(running, "Top")
    middle = objective(running, "Middle", parent=top)
    with pytest.raises(IntegrityError, match="below itself"), transaction.atomic():
        Objective.objects.filter(pk=top.pk).update(parent=middle)


def test_the_steps_of_a_cycle_and_pivots_are_on_the_audit_trail():
    ada, draft = person(), cycle(opened=False)
    row = objective(draft)
    services.open_cycle(draft, now=NOW, by=ada)
    services.drop_objective(row, reason="Pivot", today=HALF_WAY, editing=editing(by=ada))
    services.review_cycle(draft, by=ada)
    services.close_cycle(draft, summary="", today=HALF_WAY, now=NOW, by=ada)
    verbs = [entry.verb for entry in AuditEntry.objects.filter(by=ada).order_by("pk")]
    assert verbs == ["okrs.cycle_opened", "okrs.objective_dropped", "okrs.review_started", "okrs.cycle_closed"]
