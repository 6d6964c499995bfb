"""Decide on moves: accepting writes the forecast layer of the ledger, and can be taken back."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from campaigns.models import BudgetEntry, Campaign, Channel
from campaigns.services import set_budget
from forecasts.models import BudgetPlan, MixFit, MoveCard
from forecasts.selectors.budgets import Slot, parted, planned_months, slots
from jobs.models import Job
from jobs.services import enqueue
from organisation.core.calendar import Window
from organisation.selectors import today
from people.models import User
from people.services import record

State = MoveCard.State
FORECAST = BudgetEntry.Layer.FORECAST
KIND = "forecasts.plan"
Follower = Callable[[MoveCard, User, datetime], None]
_followers: list[Follower] = []


class MoveRefused(ValueError):
    """A sentence: why this cannot be decided so, and what to do."""


def register(follow: Follower) -> None:
    """Let a room above keep its own account of decisions, in their transaction; once."""
    if follow not in _followers:
        _followers.append(follow)


@transaction.atomic
def ask_plan(
    *, fit: MixFit, scenario: str, horizon: str, asked: Mapping[str, object], by: User, now: datetime
) -> tuple[BudgetPlan, Job]:
    """Keep the question and let a worker answer it, for the three whole months to come."""
    window = planned_months(today(now))
    plan = BudgetPlan.objects.create(
        fit=fit, scenario=scenario, horizon=horizon, asked=dict(asked), asked_at=now, asked_by=by,
        starts_on=window.starts_on, ends_on=window.ends_on,
    )  # fmt: skip
    return plan, enqueue(KIND, {"plan": plan.pk}, by=by)


def decide(*, card: MoveCard, action: str, by: User, now: datetime, reason: str = "") -> None:
    """Accept, decline or take back, as forms and programs ask for it. Raises MoveRefused."""
    if action == "accept":
        accept(card=card, by=by, now=now)
    elif action == "decline":
        decline(card=card, reason=reason, by=by, now=now)
    else:
        take_back(card=card, by=by, now=now)


def accept(*, card: MoveCard, by: User, now: datetime) -> None:
    """Move the money in the forecast of the channels' campaigns. Raises MoveRefused where there is none to move."""
    with _deciding(card, now=now) as row:
        if row.state == State.ACCEPTED:
            raise MoveRefused("It is accepted already.")
        held = slots(Window(row.plan.starts_on, row.plan.ends_on))
        changes: dict[Slot, Decimal] = defaultdict(Decimal)
        if row.source is not None:
            _spread(changes, held.get(row.source_id or 0, ()), -row.amount, row.source)
        if row.target is not None:
            _spread(changes, held.get(row.target_id or 0, ()), row.amount, row.target)
        row.written = _write(changes, by=by)
        _decide(row, State.ACCEPTED, "move.accepted", by=by, now=now)


def decline(*, card: MoveCard, reason: str, by: User, now: datetime) -> None:
    """Leave the money where it is, and say why."""
    if not reason.strip():
        raise MoveRefused("Say why the money stays where it is; the reason is kept with the move.")
    with _deciding(card, now=now) as row:
        if row.state == State.ACCEPTED:
            raise MoveRefused("It is accepted. Take it back first.")
        row.reason = reason.strip()[:500]
        _decide(row, State.DECLINED, "move.declined", by=by, now=now)


def take_back(*, card: MoveCard, by: User, now: datetime) -> None:
    """Open it again; the forecasts that accepting wrote become what they were. Raises MoveRefused if they changed."""
    with _deciding(card, now=now) as row:
        if row.state == State.OPEN:
            raise MoveRefused("Nothing has been decided yet.")
        names = Campaign.objects.in_bulk([one["campaign"] for one in row.written])
        for one in row.written:
            campaign, month = names.get(one["campaign"]), date.fromisoformat(one["month"])
            if campaign is None or _forecast(campaign, month) != Decimal(one["after"]):
                whose = campaign or "a campaign"
                raise MoveRefused(f"The forecast of {whose} for {month:%B %Y} was changed since; change it by hand.")
            before = None if one["before"] is None else Decimal(one["before"])
            set_budget(campaign=campaign, layer=FORECAST, months={month: before}, by=by)
        row.written, row.reason = [], ""
        _decide(row, State.OPEN, "move.taken_back", by=by, now=now)


def _spread(changes: dict[Slot, Decimal], rows: Sequence[Slot], amount: Decimal, channel: Channel) -> None:
    found = parted(rows, amount)
    free = sum(one.free if amount < 0 else one.expected for one in rows)
    if not free:
        lacks = "uncommitted money" if amount < 0 else "a plan or forecast"
        raise MoveRefused(
            f"No campaign of {channel} has {lacks} in the planned months. Plan one first, or decline the move."
        )
    if not found:
        raise MoveRefused(
            f"Only {free:,.2f} of {channel} is uncommitted in the planned months, less than the "
            f"{-amount:,.2f} of this move."
        )
    for one, part in found.items():
        changes[one] += part


def _write(changes: Mapping[Slot, Decimal], *, by: User) -> list[dict[str, object]]:
    campaigns = Campaign.objects.in_bulk([one.campaign for one in changes])
    written: list[dict[str, object]] = []
    for one, change in changes.items():
        if not change:
            continue
        after = one.expected + change
        set_budget(campaign=campaigns[one.campaign], layer=FORECAST, months={one.month: after}, by=by)
        before = None if one.forecast is None else str(one.forecast)
        written.append(
            {"campaign": one.campaign, "month": one.month.isoformat(), "before": before, "after": str(after)}
        )
    return written


def _forecast(campaign: Campaign, month: date) -> Decimal | None:
    row = BudgetEntry.objects.filter(campaign=campaign, layer=FORECAST, month=month).first()
    return row.reported if row else None


@contextmanager
def _deciding(card: MoveCard, *, now: datetime) -> Iterator[MoveCard]:
    with transaction.atomic():
        row = (
            MoveCard.objects.select_for_update(of=("self",)).select_related("plan", "source", "target").get(pk=card.pk)
        )
        if today(now) >= row.plan.ends_on:
            raise MoveRefused("The planned months are over. Ask for a new plan.")
        yield row
        row.save(update_fields=["state", "reason", "decided_by", "decided_at", "written"])


def _decide(row: MoveCard, state: str, verb: str, *, by: User, now: datetime) -> None:
    row.state = state
    row.decided_by, row.decided_at = (None, None) if state == State.OPEN else (by, now)
    for follow in _followers:
        follow(row, by, now)
    record(by=by, verb=verb, subject=row, detail={"amount": str(row.amount), "reason": row.reason})
