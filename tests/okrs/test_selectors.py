from datetime import timedelta
from decimal import Decimal

import pytest

from okrs import selectors, services
from okrs.core.measures import Measure, Reading
from okrs.core.progress import Kind
from okrs.core.rollup import RollUpMode
from okrs.core.status import Status
from okrs.models import StatusBands
from tests.okrs.makers import (
    HALF_WAY,
    NOW,
    STARTS_ON,
    business,
    check_in,
    cycle,
    editing,
    key_result,
    objective,
    person,
)

pytestmark = pytest.mark.django_db


def rows(of, today=HALF_WAY):
    return selectors.objectives_with_progress(of, today=today)


def only(of, today=HALF_WAY):
    (row,) = rows(of, today)
    return row


def test_the_last_value_of_the_latest_day_counts():
    running = cycle()
    leads = key_result(objective(running))
    check_in(leads, 90, day=HALF_WAY - timedelta(days=7))
    check_in(leads, 40)
    check_in(leads, 37.5)
    (found,) = only(running).key_results
    assert (found.assessment.current, found.assessment.progress) == (Decimal("37.5"), 0.375)
    assert found.status is Status.AT_RISK


def test_values_after_the_day_asked_for_are_not_known_yet():
    running = cycle()
    leads = key_result(objective(running))
    check_in(leads, 10, day=HALF_WAY)
    check_in(leads, 99, day=HALF_WAY + timedelta(days=1))
    assert only(running).key_results[0].assessment.current == 10


def test_words_without_a_value_keep_the_last_value_and_end_the_silence():
    running = cycle()
    leads = key_result(objective(running))
    check_in(leads, 60, day=HALF_WAY - timedelta(days=30))
    assert only(running).status is Status.OUTDATED
    check_in(
        leads, None, said=services.Said(what_changed="Waiting for the fair", declared=Status.AT_RISK, confidence=4)
    )
    (found,) = only(running).key_results
    assert (found.assessment.current, found.status, found.confidence) == (60, Status.AT_RISK, 4)
    assert found.assessment.shown.computed is Status.ON_TRACK


def test_an_objective_shows_its_mean_and_its_worst():
    running = cycle()
    of = objective(running)
    for name, value, weight in (("A", 100, 1), ("B", 0, 1), ("C", 0, 1), ("Watched", 100, 0)):
        check_in(key_result(of, name, weight=weight), value)
    found = only(running)
    assert found.progress == pytest.approx(1 / 3)
    assert found.status is Status.OFF_TRACK
    assert found.expected == 0.5


def test_an_objective_that_sums_shows_its_total():
    running = cycle()
    of = objective(running, roll_up=RollUpMode.SUM)
    for name, target, value in (("A", 100_000, 50_000), ("B", 20_000, 20_000), ("C", 1_000, 500)):
        check_in(key_result(of, name, unit="EUR", target=target), value)
    found = only(running)
    assert (found.total.current, found.total.target) == (70_500, 121_000)
    assert found.progress == pytest.approx(70_500 / 121_000)


def test_a_parent_without_key_results_is_as_far_as_the_objectives_below_it():
    running = cycle()
    parent = objective(running, "Parent")
    for name, value, weight in (("Left", 100, 3), ("Right", 0, 1)):
        check_in(key_result(objective(running, name, parent=parent, weight=weight)), value)
    found = only(running)
    assert [child.objective.name for child in found.children] == ["Left", "Right"]
    assert found.progress == 0.75
    assert found.status is Status.OFF_TRACK


def test_a_parent_in_another_cycle_leaves_the_child_at_the_top():
    year = cycle(length="year")
    running = cycle()
    objective(running, "Child", parent=objective(year, "Of the year"))
    assert [row.objective.name for row in rows(running)] == ["Child"]


def test_dropped_and_supporting_key_results_are_shown_but_do_not_count():
    running = cycle()
    of = objective(running)
    check_in(key_result(of, "Counts"), 25)
    check_in(key_result(of, "Supports", is_contributing=False), 100)
    gone = key_result(of, "Gone")
    services.drop_key_result(gone, reason="Pivot", editing=editing())
    found = only(running)
    assert (found.progress, found.rolled.counted, len(found.key_results)) == (0.25, 1, 3)


def test_a_band_reads_all_its_periods_and_the_last_word_of_each_day():
    running = cycle()
    uptime = key_result(objective(running), kind=Kind.AT_LEAST, measure=Measure.LEVEL, target=90)
    for weeks, value in enumerate((95, 89, 91)):
        check_in(uptime, value, day=STARTS_ON + timedelta(weeks=weeks + 2))
    check_in(uptime, 80)
    check_in(uptime, 92)
    assert only(running).progress == 0.75


def test_a_milestone_counts_its_checklist():
    running = cycle()
    launch = key_result(objective(running), kind=Kind.MILESTONE, checklist=[("Name", 1), ("Site", 1)])
    check_in(launch, None, done=[launch.checklist.first().pk])
    assert only(running).progress == 0.5


class TestDivergence:
    def green_and_computed(self, *values):
        running = cycle()
        leads = key_result(objective(running), is_computed=True)
        for weeks_ago, value in values:
            reading = Reading(HALF_WAY - timedelta(weeks=weeks_ago), Decimal(value))
            services.record_computed([services.ComputedValue(leads.pk, reading, "KPI")], now=NOW)
        check_in(leads, None, said=services.Said(declared=Status.ON_TRACK))
        return only(running).key_results[0].assessment.diverges

    def test_a_computed_value_that_stood_still_for_28_days_under_a_green_word_is_flagged(self):
        assert self.green_and_computed((4, 50), (2, 50), (0, 50))

    def test_one_that_moved_is_not(self):
        assert not self.green_and_computed((4, 50), (2, 51), (0, 50))

    def test_one_that_is_younger_is_not(self):
        assert not self.green_and_computed((3, 50), (0, 50))


def test_bands_of_status_are_settings():
    running = cycle()
    check_in(key_result(objective(running)), 37.5)
    StatusBands.objects.create(pk=1, on_track="0.70", at_risk="0.50")
    assert only(running).status is Status.ON_TRACK


def test_the_tree_takes_the_same_few_queries_for_any_number_of_rows(django_assert_num_queries):
    running = cycle()
    for number in range(4):
        of = objective(
            running, f"Objective {number}", owner=person(f"P{number}"), business_objective=business(f"B{number}")
        )
        for kind in (Kind.INCREASE, Kind.AT_LEAST, Kind.MILESTONE):
            row = key_result(of, f"{kind} {number}", kind=kind, **({} if kind.travels else {"target": 1}))
            check_in(row, 5, said=services.Said(declared=Status.ON_TRACK))
    with django_assert_num_queries(4):
        found = rows(running)
        assert sum(len(row.key_results) for row in found) == 12
