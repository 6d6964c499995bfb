from datetime import date

import pytest
from django.db import IntegrityError, transaction

from okrs import selectors, services
from okrs.models import Cycle, Objective
from organisation.models import Organisation
from tests.okrs.makers import NOW, check_in, cycle, editing, key_result, objective

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 5)


def test_a_quarter_follows_the_fiscal_calendar():
    Organisation.objects.create(pk=1, fiscal_year_starts=2)
    found = services.plan_cycle(length=Cycle.Length.QUARTER, day=MAY)
    assert (found.name, found.starts_on, found.ends_on) == ("Q2 FY27", date(2026, 5, 1), date(2026, 8, 1))
    assert found.state == Cycle.State.DRAFT


@pytest.mark.parametrize(
    ("length", "name", "starts_on", "ends_on"),
    [
        (Cycle.Length.QUARTER, "Q2 FY26", date(2026, 4, 1), date(2026, 7, 1)),
        (Cycle.Length.HALF, "H1 FY26", date(2026, 1, 1), date(2026, 7, 1)),
        (Cycle.Length.YEAR, "FY26", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_every_length_is_named_after_its_fiscal_year(length, name, starts_on, ends_on):
    found = services.plan_cycle(length=length, day=MAY)
    assert (found.name, found.starts_on, found.ends_on) == (name, starts_on, ends_on)


def test_other_dates_need_a_later_end():
    with pytest.raises(services.Refused, match="end after it starts"):
        services.plan_cycle(length=Cycle.Length.CUSTOM, day=MAY, ends_on=MAY)


def test_a_quarter_that_exists_is_not_planned_twice():
    cycle(day=MAY)
    with pytest.raises(services.Refused, match="would overlap Q2 FY26"):
        services.plan_cycle(length=Cycle.Length.QUARTER, day=date(2026, 6, 30), name="Again")


def test_a_quarter_may_lie_inside_a_half_and_a_year():
    for length in (Cycle.Length.YEAR, Cycle.Length.HALF, Cycle.Length.QUARTER):
        services.plan_cycle(length=length, day=MAY)
    assert Cycle.objects.count() == 3


def test_a_half_may_not_cut_through_a_quarter():
    cycle(day=MAY)
    Organisation.objects.create(pk=1, fiscal_year_starts=6)
    with pytest.raises(services.Refused, match="would overlap Q2 FY26"):
        services.plan_cycle(length=Cycle.Length.HALF, day=date(2026, 3, 1))


def test_the_database_refuses_overlapping_quarters_too():
    cycle(day=MAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.create(name="Twin", length="quarter", starts_on=MAY, ends_on=date(2026, 8, 5))


def test_opening_makes_drafts_active_once():
    draft = cycle(opened=False)
    row = objective(draft)
    services.open_cycle(draft, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.added_late_on) == (Objective.State.ACTIVE, None)
    with pytest.raises(services.Refused, match="only a draft"):
        services.open_cycle(draft, now=NOW)


def test_a_review_can_be_started_and_taken_back():
    running = cycle()
    assert services.review_cycle(running).state == Cycle.State.REVIEW
    assert services.review_cycle(running, back=True).state == Cycle.State.ACTIVE
    with pytest.raises(services.Refused, match="cannot start or end"):
        services.review_cycle(running, back=True)


class TestClosing:
    def reviewed(self):
        running = cycle()
        leads = key_result(objective(running))
        return running, leads

    def close(self, row):
        return services.close_cycle(row, summary="Well done.", today=row.ends_on, now=NOW, by=None)

    def test_scores_and_outcomes_are_frozen(self):
        running, leads = self.reviewed()
        visits = key_result(leads.objective, "Visits")
        check_in(leads, 100)
        check_in(visits, 50)
        services.review_cycle(running)
        closed = self.close(running)
        leads.refresh_from_db()
        visits.refresh_from_db()
        assert (closed.state, closed.summary) == (Cycle.State.CLOSED, "Well done.")
        assert (float(leads.score), leads.outcome) == (1.0, "achieved")
        assert (float(visits.score), visits.outcome) == (0.5, "missed")
        leads.objective.refresh_from_db()
        assert (leads.objective.state, float(leads.objective.score)) == (Objective.State.CLOSED, 0.75)

    def test_a_failed_key_result_needs_a_root_cause_before_closing(self):
        running, leads = self.reviewed()
        check_in(leads, 20)
        services.review_cycle(running)
        with pytest.raises(services.Refused, match="no root cause yet, such as “Qualified leads”"):
            self.close(running)
        leads.refresh_from_db()
        assert leads.score is None
        services.score_key_result(leads, score=None, root_cause="The event was cancelled.", editing=editing())
        assert self.close(running).state == Cycle.State.CLOSED

    def test_a_score_written_in_review_stands(self):
        running, leads = self.reviewed()
        check_in(leads, 20)
        services.review_cycle(running)
        services.score_key_result(leads, score=1, root_cause="Counted after the end.", editing=editing())
        self.close(running)
        leads.refresh_from_db()
        assert (float(leads.score), leads.outcome) == (1.0, "achieved")

    def test_only_a_reviewed_cycle_can_be_closed_or_scored(self):
        running, leads = self.reviewed()
        with pytest.raises(services.Refused, match="in review"):
            self.close(running)
        with pytest.raises(services.Refused, match="in review"):
            services.score_key_result(leads, score=1, root_cause="", editing=editing())

    def test_after_closing_nothing_in_it_can_be_changed(self):
        running, leads = self.reviewed()
        check_in(leads, 100)
        services.review_cycle(running)
        self.close(running)
        attempts = [
            lambda: objective(running, "Too late"),
            lambda: key_result(leads.objective, "Too late"),
            lambda: check_in(leads, 1),
            lambda: services.change_objective(leads.objective, {"name": "New"}, editing=editing()),
            lambda: services.change_key_result(leads, {"name": "New"}, editing=editing()),
            lambda: services.set_checkpoints(leads, []),
            lambda: services.drop_objective(leads.objective, reason="No", today=MAY, editing=editing()),
        ]
        for attempt in attempts:
            with pytest.raises(services.CycleClosed, match="Carry the objective over"):
                attempt()


class TestCarryOver:
    def test_definitions_travel_as_drafts_and_check_ins_stay_behind(self):
        running = cycle()
        parent = objective(running, "Parent", weight=3)
        child = objective(running, "Child", parent=parent)
        leads = key_result(parent, baseline=10, target=40, checklist=[("Book the hall", 2)])
        check_in(leads, 20)
        following = cycle(day=MAY)

        copies = services.carry_over([parent, child], into=following)

        copied = copies[0].key_results.get()
        assert [(row.state, row.carried_from, row.cycle) for row in copies] == [
            (Objective.State.DRAFT, parent, following),
            (Objective.State.DRAFT, child, following),
        ]
        assert copies[1].parent == copies[0]
        assert (copied.baseline, copied.target, copied.check_ins.count()) == (10, 40, 0)
        assert [item.done_on for item in copied.checklist.all()] == [None]
        assert [point.due_on for point in copied.checkpoints.all()] == [
            date(2026, 5, 1),
            date(2026, 5, 31),
            date(2026, 6, 30),
        ]

    def test_an_objective_is_carried_over_once(self):
        row, following = objective(cycle()), cycle(day=MAY)
        services.carry_over([row], into=following)
        with pytest.raises(services.Refused, match="already has an objective"):
            services.carry_over([row], into=following)

    def test_a_draft_in_a_running_cycle_starts_to_count_when_it_is_activated(self):
        following = cycle(day=MAY)
        (copy,) = services.carry_over([objective(cycle())], into=following)
        active = services.activate_objective(copy, today=MAY, editing=editing())
        assert (active.state, active.added_late_on) == (Objective.State.ACTIVE, MAY)


def test_the_shortest_cycle_that_holds_a_day_is_its_cycle():
    year, quarter = cycle(day=MAY, length=Cycle.Length.YEAR), cycle(day=MAY)
    assert selectors.cycle_to_show(MAY) == quarter
    assert selectors.cycle_to_show(date(2026, 8, 1)) == year
    assert selectors.cycle_to_show(date(2031, 1, 1)).ends_on <= date(2031, 1, 1)
