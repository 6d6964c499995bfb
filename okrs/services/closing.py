"""The end of a cycle: scores and root causes in review, then closing, then carrying over."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from okrs.core.closing import Ambition, CloseBand, close_band, closing_score, outcome
from okrs.core.status import Status
from okrs.models import ChecklistItem, Cycle, KeyResult, Objective
from okrs.selectors.progress import ObjectiveRow, flat, objectives_with_progress
from okrs.services.errors import Refused
from okrs.services.key_results import standard
from okrs.services.objectives import editable
from okrs.services.versions import Editing, locked, revise
from people.models import User
from people.services import record

THOUSANDTH = Decimal("0.001")
Follower = Callable[[Cycle], None]
_followers: list[Follower] = []


def follow_closing(follow: Follower) -> None:
    """Let a room above act on the close of a cycle, in its transaction; once."""
    if follow not in _followers:
        _followers.append(follow)


@transaction.atomic
def score_key_result(row: KeyResult, *, score: Decimal | None, root_cause: str, editing: Editing) -> KeyResult:
    """Write a closing score (None: as computed) and the root cause while the cycle is in review."""
    cycle = editable(row.objective.cycle)
    if cycle.state != Cycle.State.REVIEW:
        raise Refused(f"Scores are written in review. Start the review of {cycle} first.")
    if score is not None and not 0 <= score <= 1:
        raise Refused("A closing score lies between 0.0 and 1.0.", field="score")
    current = locked(row)
    changes = {"score": score, "root_cause": root_cause.strip()}
    revise(current, changes, editing, needs_reason=(), mid_cycle=False)
    return current


@transaction.atomic
def close_cycle(cycle: Cycle, *, summary: str, today: date, now: datetime, by: User | None) -> Cycle:
    """Freeze every score and outcome. Raises Refused where a key result failed and nobody said why."""
    current = editable(cycle)
    if current.state != Cycle.State.REVIEW:
        raise Refused(f"{current} has to be in review before it can be closed. Start its review first.")
    rows = flat(objectives_with_progress(current, today=today))
    unexplained = _score_all(rows)
    if unexplained:
        raise Refused(
            f"{len(unexplained)} of the key results that were not delivered have no root cause yet, such as "
            f"“{unexplained[0]}”. Write what held them back, then close."
        )
    current.state = Cycle.State.CLOSED
    current.closed_at, current.closed_by, current.summary = now, by, summary.strip()
    current.save()
    record(by=by, verb="okrs.cycle_closed", subject=current)
    for follow in _followers:
        follow(current)
    return current


@transaction.atomic
def carry_over(objectives: Sequence[Objective], *, into: Cycle, by: User | None = None) -> list[Objective]:
    """Copy the definitions of objectives and key results as drafts into another cycle; check-ins stay behind."""
    target = editable(into)
    copies: dict[int, Objective] = {}
    for row in objectives:
        if row.cycle_id == target.pk:
            raise Refused(f"{row} is in {target} already. Choose another cycle to carry it into.", field="into")
        if target.objectives.filter(name=row.name).exists():
            raise Refused(f"{target} already has an objective named {row}. Rename one of them.", field="into")
        copies[row.pk] = _copy(row, target)
    for row in objectives:
        if row.parent_id in copies:
            copies[row.pk].parent = copies[row.parent_id]
            copies[row.pk].save()
    record(by=by, verb="okrs.carried_over", subject=target, detail={"objectives": sorted(copies)})
    return list(copies.values())


def _score_all(rows: Sequence[ObjectiveRow]) -> list[KeyResult]:
    """Freeze scores and outcomes; returns the key results that failed without a root cause."""
    unexplained, key_results, objectives = [], [], []
    for row in rows:
        if row.objective.state == Objective.State.DRAFT:
            continue
        for part in row.key_results:
            frozen = _frozen(part.key_result, part.assessment.progress, Ambition(row.objective.ambition))
            key_results.append(frozen)
            failed = frozen.is_contributing and frozen.outcome == Status.MISSED and _not_delivered(frozen)
            if failed and not frozen.root_cause and row.objective.state != Objective.State.DROPPED:
                unexplained.append(frozen)
        if row.objective.state == Objective.State.ACTIVE:
            row.objective.state = Objective.State.CLOSED
            row.objective.score = None if row.progress is None else _rounded(row.progress)
            objectives.append(row.objective)
    KeyResult.objects.bulk_update(key_results, ["score", "outcome"], batch_size=500)
    Objective.objects.bulk_update(objectives, ["state", "score"], batch_size=500)
    return unexplained


def _frozen(row: KeyResult, progress: float | None, ambition: Ambition) -> KeyResult:
    """The score that was written in review stands; otherwise it is the progress at the end."""
    if row.state == KeyResult.State.DROPPED:
        row.outcome = Status.DROPPED
        return row
    if row.score is None:
        computed = closing_score(progress)
        row.score = None if computed is None else _rounded(computed)
    row.outcome = outcome(score=None if row.score is None else float(row.score), ambition=ambition)
    return row


def _not_delivered(row: KeyResult) -> bool:
    return row.score is None or close_band(float(row.score)) is CloseBand.NOT_DELIVERED


def _copy(row: Objective, cycle: Cycle) -> Objective:
    fields = (
        "business_objective",
        "name",
        "description",
        "horizon",
        "ambition",
        "weight",
        "is_contributing",
        "roll_up",
    )
    copy = Objective.objects.create(
        cycle=cycle,
        carried_from=row,
        owner=row.owner,
        co_owners=row.co_owners,
        **{name: getattr(row, name) for name in fields},
    )
    for key_result in row.key_results.filter(state=KeyResult.State.ACTIVE).prefetch_related("checklist"):
        _copy_key_result(key_result, copy)
    return copy


def _copy_key_result(row: KeyResult, objective: Objective) -> None:
    fields = (
        "name", "kind", "measure", "unit", "baseline", "target", "band_low", "band_high", "worst_low", "worst_high",
        "period_rule", "weight", "is_contributing", "is_computed", "scope", "owner",
    )  # fmt: skip
    copy = KeyResult.objects.create(
        objective=objective, carried_from=row, **{name: getattr(row, name) for name in fields}
    )
    standard(copy)
    ChecklistItem.objects.bulk_create(
        ChecklistItem(key_result=copy, text=item.text, weight=item.weight) for item in row.checklist.all()
    )


def _rounded(value: float) -> Decimal:
    return Decimal(str(value)).quantize(THOUSANDTH)
