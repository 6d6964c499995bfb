"""Objectives of a cycle with what they have reached, as a tree."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from okrs.core.assessment import Assessment, assess
from okrs.core.rollup import Amounts, Part, RolledUp, RollUpMode, Total, implied_weights, roll_up, total
from okrs.core.status import Status
from okrs.models import BusinessObjective, Cycle, KeyResult, Objective
from okrs.selectors.evidence import NOTHING, Known, evidence_of, known_on
from okrs.selectors.kept import KeptPlan
from people.models import User


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    """A key result as of a day; where its objective sums values, `share` is its part of the summed target."""

    key_result: KeyResult
    assessment: Assessment
    confidence: int | None
    share: float | None = None

    @property
    def status(self) -> Status:
        return self.assessment.status


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective as of a day: its roll-up, its sum where values are summed, its key results and objectives below."""

    objective: Objective
    rolled: RolledUp
    total: Total | None
    expected: float | None
    key_results: Sequence[KeyResultRow]
    children: Sequence["ObjectiveRow"]

    @property
    def status(self) -> Status:
        return Status.DROPPED if self.objective.state == Objective.State.DROPPED else self.rolled.status

    @property
    def progress(self) -> float | None:
        return self.rolled.progress


def objectives_with_progress(
    cycle: Cycle, *, today: date, goals: Mapping[int, BusinessObjective] | None = None, kept: KeptPlan | None = None
) -> list[ObjectiveRow]:
    """The cycle's objectives without a parent in it, each with everything below; four queries for any number.

    `goals` are all business objectives by key, where the caller has read them anyway; with `kept` the tree is as it
    was when it was kept.
    """
    if kept is not None:
        objectives, key_results, known, today = list(kept.objectives), list(kept.key_results), kept.known, kept.day
    else:
        listed = Objective.objects.filter(cycle=cycle).order_by("-weight", "name")
        objectives = list(listed if goals is not None else listed.select_related("business_objective"))
        key_results = list(KeyResult.objects.filter(objective__cycle=cycle).order_by("-weight", "name", "pk"))
        known = known_on(key_results, today=today)
    if kept is not None and goals is None:
        goals = BusinessObjective.objects.in_bulk({row.business_objective_id for row in objectives} - {None})
    _attach(objectives, key_results, goals)
    own: dict[int, list[KeyResultRow]] = defaultdict(list)
    for row in key_results:
        own[row.objective_id].append(judged(row, cycle, known, today=today))
    below: dict[int | None, list[Objective]] = defaultdict(list)
    here = {objective.pk for objective in objectives}
    for objective in objectives:
        below[objective.parent_id if objective.parent_id in here else None].append(objective)
    return [_row(objective, own, below) for objective in below[None]]


def judged(row: KeyResult, cycle: Cycle, known: Known, *, today: date) -> KeyResultRow:
    facts = known.facts.get(row.pk, NOTHING)
    return KeyResultRow(row, assess(evidence_of(row, cycle, known), today=today), facts.confidence)


def flat(rows: Sequence[ObjectiveRow]) -> list[ObjectiveRow]:
    """All rows of a tree, parents before their children."""
    return [found for row in rows for found in (row, *flat(row.children))]


def _attach(
    objectives: Sequence[Objective], key_results: Sequence[KeyResult], goals: Mapping[int, BusinessObjective] | None
) -> None:
    """Give the rows their owners, and `goals` where they are known apart: few people, so each is read once."""
    owners = User.objects.in_bulk({row.owner_id for row in (*objectives, *key_results)} - {None})
    for row in (*objectives, *key_results):
        row.owner = owners.get(row.owner_id)
    if goals is not None:
        for objective in objectives:
            objective.business_objective = goals.get(objective.business_objective_id)


def _row(
    objective: Objective, own: dict[int, list[KeyResultRow]], below: dict[int | None, list[Objective]]
) -> ObjectiveRow:
    children = [_row(child, own, below) for child in below.get(objective.pk, ())]
    key_results = own.get(objective.pk, [])
    parts = _parts(key_results, children)
    summed = _total(key_results, children) if objective.roll_up == RollUpMode.SUM else None
    rolled = roll_up(parts)
    if summed is not None:
        rolled = RolledUp(_clamped(summed.progress), rolled.status, rolled.with_data, rolled.counted)
        key_results = _with_shares(key_results)
    return ObjectiveRow(objective, rolled, summed, _expected(key_results, children), key_results, children)


def _parts(key_results: Sequence[KeyResultRow], children: Sequence[ObjectiveRow]) -> list[Part]:
    """An objective is as far as its key results; one without any is as far as the objectives below it."""
    counted = [
        Part(float(r.key_result.weight), r.assessment.progress, r.status, r.key_result.is_contributing)
        for r in key_results
    ]
    if any(part.contributing and part.status is not Status.DROPPED for part in counted):
        return counted
    return [
        Part(float(r.objective.weight), r.progress, r.status, r.objective.is_contributing)
        for r in children
        if r.objective.state != Objective.State.DRAFT
    ]


def _total(key_results: Sequence[KeyResultRow], children: Sequence[ObjectiveRow]) -> Total:
    amounts = _amounts(key_results)
    if not amounts:
        amounts = [
            Amounts(r.total.baseline, r.total.target, r.total.current)
            for r in children
            if r.total is not None and r.objective.is_contributing and r.status is not Status.DROPPED
        ]
    return total(amounts)


def _amounts(key_results: Sequence[KeyResultRow]) -> list[Amounts]:
    return [
        Amounts(r.key_result.baseline, r.key_result.target, r.assessment.current)
        for r in key_results
        if _adds_up(r) and r.key_result.baseline is not None and r.key_result.target is not None
    ]


def _adds_up(row: KeyResultRow) -> bool:
    of = row.key_result
    return of.is_contributing and row.status is not Status.DROPPED and None not in (of.baseline, of.target)


def _with_shares(key_results: Sequence[KeyResultRow]) -> list[KeyResultRow]:
    shares = iter(implied_weights(_amounts(key_results)))
    return [replace(row, share=next(shares)) if _adds_up(row) else row for row in key_results]


def _expected(key_results: Sequence[KeyResultRow], children: Sequence[ObjectiveRow]) -> float | None:
    """Where the roll-up should be today: the same mean over what is expected of its parts."""
    parts = [
        Part(float(r.key_result.weight), r.assessment.expected, r.status, r.key_result.is_contributing)
        for r in key_results
        if r.assessment.progress is not None
    ]
    if not parts:
        parts = [
            Part(float(r.objective.weight), r.expected, r.status, r.objective.is_contributing)
            for r in children
            if r.progress is not None
        ]
    return roll_up(parts).progress


def _clamped(value: float | None) -> float | None:
    return None if value is None else min(1.0, max(0.0, value))
