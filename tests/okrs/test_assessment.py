from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from okrs.core.assessment import Evidence, assess
from okrs.core.definition import Definition
from okrs.core.measures import Reading
from okrs.core.pace import Checkpoint, Stretch
from okrs.core.progress import ChecklistItem, Kind
from okrs.core.status import Status

QUARTER = Stretch(date(2026, 1, 1), date(2026, 4, 1))  # 90 days
HALF_WAY = date(2026, 2, 15)


def known(*values, kind=Kind.INCREASE, day=HALF_WAY, **facts):
    """A key result from 0 to 100 with weekly readings, the last one on `day`."""
    numbers = facts.pop("numbers", {})
    numbers = {"baseline": 0, "target": 100} if kind.travels else numbers
    readings = [
        Reading(day - timedelta(days=7 * (len(values) - 1 - index)), Decimal(str(value)))
        for index, value in enumerate(values)
    ]
    evidence = Evidence(
        definition=Definition(kind, **{name: Decimal(value) for name, value in numbers.items()}),
        stretch=QUARTER,
        cadence_days=14,
        running_since=QUARTER.starts_on,
        readings=readings,
        last_check_in=day if values else None,
    )
    return replace(evidence, **facts)


def judged(evidence, today=HALF_WAY):
    return assess(evidence, today=today)


def test_half_way_with_37_and_a_half_of_100_is_at_risk():
    found = judged(known("37.5"))
    assert (found.progress, found.expected, found.status) == (0.375, 0.5, Status.AT_RISK)


def test_a_late_checkpoint_makes_the_same_value_on_track():
    assert judged(known("37.5", checkpoints=[Checkpoint(HALF_WAY, 39)])).status is Status.ON_TRACK


def test_silence_turns_a_good_value_into_an_outdated_one():
    quiet = known(90, day=HALF_WAY - timedelta(days=18))
    assert judged(quiet).status is Status.OUTDATED
    assert judged(quiet).shown.computed is Status.ON_TRACK
    assert judged(quiet, HALF_WAY - timedelta(days=1)).status is Status.ON_TRACK


def test_before_its_cycle_is_opened_nothing_is_owed():
    found = judged(known(running_since=None), today=QUARTER.starts_on)
    assert (found.status, found.due_on) == (Status.NOT_STARTED, None)


def test_the_first_check_in_is_owed_one_cadence_after_the_start():
    assert judged(known()).due_on == date(2026, 1, 15)
    assert judged(known(50)).due_on == HALF_WAY + timedelta(days=14)


def test_after_the_last_day_it_is_judged_as_of_that_day():
    found = judged(known(96, day=date(2026, 3, 30)), today=date(2026, 7, 1))
    assert (found.expected, found.status) == (1.0, Status.ON_TRACK)


def test_a_closed_outcome_is_shown_and_nothing_is_owed_any_more():
    found = judged(known(10, closed=Status.MISSED), today=date(2026, 7, 1))
    assert (found.status, found.due_on) == (Status.MISSED, None)


class TestKinds:
    def test_a_band_is_expected_in_full_from_its_first_value_on(self):
        found = judged(known(95, 89, 91, 92, kind=Kind.AT_LEAST, numbers={"target": 90}))
        assert (found.progress, found.expected, found.status) == (0.75, 1.0, Status.AT_RISK)

    def test_a_band_nobody_measured_yet_is_not_started_in_the_first_days(self):
        found = judged(known(kind=Kind.AT_MOST, numbers={"target": 5}), today=date(2026, 1, 3))
        assert found.status is Status.NOT_STARTED

    def test_a_milestone_counts_its_checklist_against_the_days(self):
        items = [ChecklistItem(1, True), ChecklistItem(1, False)]
        found = judged(known(kind=Kind.MILESTONE, checklist=items, last_check_in=HALF_WAY))
        assert (found.progress, found.expected, found.status) == (0.5, 0.5, Status.ON_TRACK)

    def test_checkpoints_of_a_milestone_are_in_percent(self):
        items = [ChecklistItem(1, False)]
        points = [Checkpoint(HALF_WAY, 20)]
        found = judged(known(kind=Kind.MILESTONE, checklist=items, checkpoints=points, last_check_in=HALF_WAY))
        assert (found.expected, found.status) == (0.2, Status.OFF_TRACK)

    def test_a_baseline_has_no_progress_until_it_is_known(self):
        unknown = judged(known(kind=Kind.BASELINE, last_check_in=HALF_WAY))
        assert (unknown.progress, unknown.status) == (None, Status.NO_DATA)
        assert judged(known(17, kind=Kind.BASELINE)).status is Status.ON_TRACK


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_judged_without_any_value(kind):
    numbers = {"target": 5, "band_low": 1, "band_high": 2}
    found = judged(known(kind=kind, numbers=numbers), today=HALF_WAY)
    assert found.progress is None
    assert found.status is Status.OUTDATED


def test_a_computed_value_that_stands_still_under_a_green_word_is_flagged():
    still = [Reading(HALF_WAY - timedelta(days=30), Decimal(50)), Reading(HALF_WAY, Decimal(50))]
    evidence = known(50, computed=still, declared=Status.ON_TRACK)
    assert judged(evidence).diverges
    assert not judged(replace(evidence, closed=Status.ACHIEVED)).diverges
