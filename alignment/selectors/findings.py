"""Findings of a cycle, the best moves among them, and their log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from alignment.core.findings import BY_KIND, Rule, Severity
from alignment.core.findings.judge import WORTH_A_MOVE
from alignment.core.remedies import Verb, read_steps, say
from alignment.models import Finding, FindingEntry, ScoreRun
from alignment.selectors.keys import pk_of
from alignment.selectors.scores import latest_score, score_shown
from okrs.models import Cycle
from okrs.selectors import Reported
from organisation.core import show
from organisation.prepared import Given, prepared
from people.models import User

MOVES = 3
MOVING = tuple(kind for kind, rule in BY_KIND.items() if rule.move)
SHOWN = 20  # steps on the page of a finding


@dataclass(frozen=True, slots=True)
class Move:
    """One of the best moves: `points` is the exact gain, None where doing it makes the cycle scorable at `score`."""

    finding: int
    kind: str
    label: str
    title: str
    detail: str
    points: float | None
    score: float | None
    money: Decimal
    state: str
    assignee: str

    @property
    def url(self) -> str:
        return reverse("finding", args=[self.finding])


def best_moves(cycle: Cycle, *, today: date, count: int = MOVES) -> Sequence[Move]:
    """The moves that gain most as the newest recompute found them, at most one that touches the same money.

    What was declined or rests is left out. One query.
    """
    moves = [row for row in _waiting(cycle=cycle.pk, today=today) if _gains(row)]
    moves.sort(key=lambda row: (row.points is not None, -(row.points or row.after or 0.0), row.key))
    chosen: dict[str, Finding] = {}
    for row in moves:
        chosen.setdefault(BY_KIND[row.kind].move, row)
    return [_move(row) for row in list(chosen.values())[:count]]


@prepared
def _waiting(cycle: Given, today: Given) -> QuerySet[Finding]:
    rows = Finding.objects.filter(cycle=cycle, kind__in=MOVING).waiting(today).select_related("assignee")
    return rows.defer("rows", "steps", "names")


def findings(cycle: Cycle) -> QuerySet[Finding]:
    """All findings of a cycle that people may look at, without their evidence."""
    return Finding.objects.filter(cycle=cycle).select_related("assignee").defer("rows", "steps", "names")


def in_order(rows: Sequence[Finding]) -> Sequence[Finding]:
    """The most severe first, then by points and money."""
    order = list(Severity)

    def rank(row: Finding) -> tuple[int, float, Decimal, int]:
        return order.index(Severity(row.severity)), -(row.points or 0.0), -row.money, row.pk or 0

    return sorted(rows, key=rank)


def _gains(row: Finding) -> bool:
    opens = row.before is None and row.after is not None
    return opens or (row.points is not None and row.points > WORTH_A_MOVE)


def _move(row: Finding) -> Move:
    return Move(
        finding=row.pk,
        kind=row.kind,
        label=BY_KIND[row.kind].label,
        title=row.title,
        detail=row.detail,
        points=row.points,
        score=row.after,
        money=row.money,
        state=row.state,
        assignee=str(row.assignee) if row.assignee else "",
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of evidence with the address of what it speaks of."""

    name: str
    note: str
    money: Decimal | None
    url: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding with what to do, what it rests on and what was decided."""

    rule: Rule
    steps: Sequence[str]
    rows: Sequence[Evidence]
    entries: Sequence[FindingEntry]
    url: str

    @property
    def more(self) -> int:
        return max(len(self.steps) - SHOWN, 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """Findings of a cycle, and how many of all of them stand; `is_computed` says whether anybody has looked."""

    rows: Sequence[tuple[Finding, Rule]]
    standing: int
    decided: int
    money: Decimal
    is_computed: bool


def listed(
    cycle: Cycle,
    *,
    today: date,
    user: User | None = None,
    state: str = "waiting",
    severity: str = "",
    kind: str = "",
    mine: bool = False,
    reported: Reported | None = None,
) -> Listed:
    """Those asked for, in order. Three queries. As restated they are those of the last restatement, undecided."""
    restated = reported is not None and reported.as_restated
    everything = _restated(score_shown(cycle, reported, light=True)) if restated else list(findings(cycle))
    standing = [row for row in everything if row.resolved_at is None]
    chosen = [
        row
        for row in everything
        if _is(row, state, today=today)
        and severity in ("", row.severity)
        and kind in ("", row.kind)
        and (not mine or (user is not None and row.assignee_id == user.pk))
    ]
    return Listed(
        rows=[(row, BY_KIND[row.kind]) for row in in_order(chosen)],
        standing=len(standing),
        decided=sum(row.state != Finding.State.OPEN for row in standing),
        money=max((row.money for row in chosen), default=Decimal(0)),
        is_computed=bool(everything) or latest_score(cycle, light=True) is not None,
    )


def _restated(run: ScoreRun | None) -> list[Finding]:
    """Findings that were never stored as rows of their own: they have no page, and nobody decides about them."""
    found = run.beside.get("findings", ()) if run else ()
    return [Finding(cycle=run.cycle, **{**row, "money": Decimal(row["money"])}) for row in found] if run else []


def finding_page(row: Finding, *, currency: str) -> FindingPage:
    rule = BY_KIND[row.kind]

    def money(amount: Decimal) -> str:
        return show.money(amount, currency=currency)

    return FindingPage(
        rule=rule,
        steps=[
            say(step, lambda key: str(row.names.get(key, key)), money)
            for step in read_steps(row.steps)
            if step.verb is not Verb.START
        ],
        rows=[
            Evidence(
                found["name"],
                found["note"],
                None if found["money"] is None else Decimal(found["money"]),
                _address(found["key"]),
            )
            for found in row.rows
        ],
        entries=list(row.entries.select_related("by", "assignee")),
        url=f"{reverse(rule.page)}?cycle={row.cycle_id}" if rule.page else "",
    )


def _is(row: Finding, state: str, *, today: date) -> bool:
    if state == "all":
        return True
    if row.resolved_at is not None:
        return state == "resolved"
    asleep = row.state == Finding.State.SNOOZED and row.snoozed_until is not None and row.snoozed_until > today
    if state == "snoozed":
        return asleep
    if state == "waiting":
        return not asleep and row.state != Finding.State.DECLINED
    return row.state == state


def _address(key: str) -> str:
    """Where the thing of a row stands; empty for what has no page."""
    pk = pk_of(key)
    if pk is not None:
        return reverse("campaign", args=[pk]) if key.startswith("campaign") else reverse("okrs:map")
    return reverse("okrs:objective", args=[int(key[1:])]) if key[:1] == "o" and key[1:].isdigit() else ""
