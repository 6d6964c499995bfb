"""Keep findings as they are found, and what people decide about them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import transaction

from alignment.core.findings import Judged, judge
from alignment.core.findings.words import Kind
from alignment.core.remedies import write_steps
from alignment.core.score import Weights
from alignment.core.situation import Situation
from alignment.models import Finding, FindingEntry, ScoreRun
from alignment.services.moves import MOVED_BY, decide_move
from forecasts.services.moves import MoveRefused
from okrs.models import Cycle
from people.models import User
from people.services import record

MOST_ROWS = 200  # of evidence kept with a finding; its money and points are of all
FIELDS = (
    "kind", "severity", "title", "detail", "rows", "steps", "names", "money", "before", "after", "points", "run",
    "state", "found_at", "resolved_at",
)  # fmt: skip
BESIDE = ("key", "kind", "severity", "title", "detail", "before", "after", "points")
Verb = FindingEntry.Verb
State = Finding.State


class DecisionRefused(ValueError):
    """A sentence: why this cannot be decided so."""


def refresh_findings(run: ScoreRun, now: Situation, *, weights: Weights, at: datetime) -> list[Finding]:
    """Put what holds now in place of what held before. Runs inside the caller's transaction.

    Decisions stay with their finding. One that no longer holds is put right; one that comes back is open again.
    """
    judged = judge(now, weights=weights)
    known = {row.key: row for row in Finding.objects.select_for_update().filter(cycle=run.cycle)}
    names = {row.key: row.name for row in (*now.inputs.campaigns, *now.inputs.objectives)}
    entries, made, kept = [], [], []
    for row in judged:
        finding = known.pop(row.found.key, None) or Finding(cycle=run.cycle, key=row.found.key, first_found_at=at)
        is_back = finding.pk is not None and finding.resolved_at is not None
        _fill(finding, row, run=run, names=names, at=at)
        if is_back and not row.found.state:
            finding.state = State.OPEN
        if finding.pk is None or is_back:
            entries.append(_entry(finding, Verb.FOUND if finding.pk is None else Verb.REOPENED, at=at))
        (made if finding.pk is None else kept).append(finding)
    gone = [row for row in known.values() if row.resolved_at is None]
    for finding in gone:
        finding.resolved_at = at
        entries.append(_entry(finding, Verb.RESOLVED, at=at))
    Finding.objects.bulk_create(made)
    Finding.objects.bulk_update([*kept, *gone], FIELDS)
    FindingEntry.objects.bulk_create(entries)
    return [*made, *kept]


def findings_beside(run: ScoreRun, now: Situation, *, weights: Weights, at: datetime) -> list[dict[str, Any]]:
    """What would be found in a frozen cycle with the facts of now, as plain values; nobody decides about it."""
    names = {row.key: row.name for row in (*now.inputs.campaigns, *now.inputs.objectives)}
    found = []
    for row in judge(now, weights=weights):
        finding = Finding(cycle=run.cycle, key=row.found.key)
        _fill(finding, row, run=None, names=names, at=at)
        found.append({**{name: getattr(finding, name) for name in BESIDE}, "money": str(finding.money)})
    return found


def decide(
    *,
    finding: Finding,
    action: str,
    by: User,
    now: datetime,
    today: date,
    assignee: User | None = None,
    reason: str = "",
    until: date | None = None,
) -> None:
    """Assign, accept, decline, snooze or reopen, as forms and programs ask for it. Raises DecisionRefused."""
    match action:
        case _ if finding.kind == Kind.BUDGET_MOVE and action in MOVED_BY:
            _move(finding, action, by=by, now=now, reason=reason)
        case "assign":
            assign(finding=finding, to=assignee, by=by, now=now)
        case "accept":
            accept(finding=finding, by=by, now=now)
        case "decline":
            decline(finding=finding, reason=reason, by=by, now=now)
        case "snooze":
            if until is None:
                raise DecisionRefused("Say until which day it may rest.")
            snooze(finding=finding, until=until, by=by, now=now, today=today)
        case "reopen":
            reopen(finding=finding, by=by, now=now)
        case _:
            raise DecisionRefused(f"There is no such decision as {action!r}.")


def assign(*, finding: Finding, to: User | None, by: User, now: datetime) -> None:
    """Give it to somebody, or to nobody."""
    with _deciding(finding) as row:
        row.assignee = to
        _decide(row, Verb.ASSIGNED, by=by, now=now, assignee=to)


def accept(*, finding: Finding, by: User, now: datetime) -> None:
    """Say that it will be put right."""
    with _deciding(finding) as row:
        row.state, row.snoozed_until = State.ACCEPTED, None
        _decide(row, Verb.ACCEPTED, by=by, now=now)


def decline(*, finding: Finding, reason: str, by: User, now: datetime) -> None:
    """Say that it stays as it is, and why. Raises DecisionRefused without a reason."""
    if not reason.strip():
        raise DecisionRefused("Say why it stays as it is; the reason is kept with the finding.")
    with _deciding(finding) as row:
        row.state, row.snoozed_until = State.DECLINED, None
        _decide(row, Verb.DECLINED, by=by, now=now, reason=reason.strip()[:500])


def snooze(*, finding: Finding, until: date, by: User, now: datetime, today: date) -> None:
    """Let it rest until a day. Raises DecisionRefused for a day that has come."""
    if until <= today:
        raise DecisionRefused("Choose a day after today.")
    with _deciding(finding) as row:
        row.state, row.snoozed_until = State.SNOOZED, until
        _decide(row, Verb.SNOOZED, by=by, now=now, until=until)


def reopen(*, finding: Finding, by: User, now: datetime) -> None:
    """Take a decision back."""
    with _deciding(finding) as row:
        row.state, row.snoozed_until = State.OPEN, None
        _decide(row, Verb.REOPENED, by=by, now=now)


def _move(finding: Finding, action: str, *, by: User, now: datetime, reason: str) -> None:
    """A budget move is decided where its money is; what was decided comes back into the finding."""
    _refuse_history(finding)
    try:
        decide_move(finding, action, by=by, now=now, reason=reason)
    except MoveRefused as refused:
        raise DecisionRefused(str(refused)) from refused


@contextmanager
def _deciding(finding: Finding) -> Iterator[Finding]:
    with transaction.atomic():
        row = Finding.objects.select_for_update(of=["self"]).select_related("cycle").get(pk=finding.pk)
        _refuse_history(row)
        yield row
        row.save(update_fields=["state", "assignee", "snoozed_until"])


def _refuse_history(row: Finding) -> None:
    if row.cycle.state == Cycle.State.CLOSED:
        raise DecisionRefused(f"{row.cycle} is closed: its findings are history. Decide in a cycle that is open.")
    if row.resolved_at is not None:
        raise DecisionRefused("It has been put right since; nothing is left to decide.")


def _decide(row: Finding, verb: str, *, by: User, now: datetime, **facts: Any) -> None:
    FindingEntry.objects.create(finding=row, verb=verb, by=by, at=now, points=row.points, money=row.money, **facts)
    record(by=by, verb=f"finding.{verb}", subject=row, detail={"reason": facts.get("reason", "")})


def _fill(finding: Finding, row: Judged, *, run: ScoreRun | None, names: Mapping[str, str], at: datetime) -> None:
    found = row.found
    finding.kind, finding.severity = found.kind.value, row.rule.severity.value
    finding.title, finding.detail = found.title[:300], found.detail
    finding.rows = [
        {"key": r.key, "name": r.name, "note": r.note, "money": None if r.money is None else str(r.money)}
        for r in found.rows[:MOST_ROWS]
    ]
    kept = found.steps[:MOST_ROWS]
    finding.steps = write_steps(kept)
    spoken_of = {key for step in kept for key in (step.campaign, step.objective, step.to)}
    finding.names = {key: names[key] for key in sorted(spoken_of) if key in names}
    finding.money, finding.before, finding.after, finding.points = found.money, row.before, row.after, row.points
    finding.run, finding.found_at, finding.resolved_at = run, at, None
    finding.state = found.state or finding.state


def _entry(finding: Finding, verb: str, *, at: datetime) -> FindingEntry:
    return FindingEntry(finding=finding, verb=verb, at=at, points=finding.points, money=finding.money)
