"""Findings about budget moves are decided as the moves themselves, on whichever page somebody decides."""

from datetime import datetime

from alignment.core.findings.words import Kind
from alignment.models import Finding, FindingEntry
from forecasts.models import MoveCard
from forecasts.services import moves
from okrs.models import Cycle
from people.models import User

MOVED_BY = {"accept": "accept", "decline": "decline", "reopen": "take_back"}
Verb = FindingEntry.Verb
SAID = {
    MoveCard.State.ACCEPTED: Verb.ACCEPTED, MoveCard.State.DECLINED: Verb.DECLINED, MoveCard.State.OPEN: Verb.REOPENED,
}  # fmt: skip


def decide_move(finding: Finding, action: str, *, by: User, now: datetime, reason: str = "") -> None:
    """Accept, decline or take back the move that a finding is about. Raises MoveRefused."""
    card = MoveCard.objects.filter(pk=finding.key.partition(":")[2]).first()
    if card is None:
        raise moves.MoveRefused("This move is gone; ask for a new budget plan.")
    moves.decide(card=card, action=MOVED_BY[action], by=by, now=now, reason=reason)


def follow_move(card: MoveCard, by: User, now: datetime) -> None:
    """Write a decision about a move into its findings that stand in cycles that are open."""
    rows = Finding.objects.select_for_update(of=("self",)).filter(key=f"{Kind.BUDGET_MOVE}:{card.pk}")
    for row in rows.filter(resolved_at__isnull=True).exclude(cycle__state=Cycle.State.CLOSED):
        row.state, row.snoozed_until = Finding.State(card.state), None
        row.save(update_fields=["state", "snoozed_until"])
        FindingEntry.objects.create(
            finding=row, verb=SAID[MoveCard.State(card.state)], by=by, at=now, points=row.points, money=row.money,
            reason=card.reason,
        )  # fmt: skip
