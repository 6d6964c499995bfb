"""Write the marketing plan and its ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from campaigns.models import Audience, BudgetEntry, Campaign, Channel, ChannelWord, Theme
from organisation.selectors import organisation
from people.models import User
from people.services import record

Group = TypeVar("Group", Theme, Audience)


class PlanRefused(Exception):
    """A sentence: why the plan cannot be written like this, and what to do."""


class ChangedMeanwhile(Exception):
    """Somebody else saved the campaign since it was opened."""

    def __init__(self, campaign: Campaign, *, theirs: Mapping[str, tuple[Any, Any]]) -> None:
        super().__init__(f"{campaign} was changed by somebody else while you were editing it. Compare, then choose.")
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Month:
    """An amount for one month of one layer."""

    month: date
    amount: Decimal


@transaction.atomic
def save_campaign(*, campaign: Campaign, fields: Mapping[str, Any], revision: int | None, by: User | None) -> Campaign:
    """Create a campaign, or change one that still has the `revision` the editor saw.

    Raises ChangedMeanwhile with what differs, PlanRefused for a loop of parents.
    """
    if campaign.pk is not None:
        current = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if revision is not None and current.revision != revision:
            differs = {k: (getattr(current, k), v) for k, v in fields.items() if getattr(current, k) != v}
            raise ChangedMeanwhile(current, theirs=differs)
        campaign = current
        campaign.revision += 1
    for name, value in fields.items():
        setattr(campaign, name, value)
    _refuse_loop(campaign)
    campaign.save()
    record(by=by, verb="campaign.saved", subject=campaign, detail={"fields": sorted(fields)})
    return campaign


@transaction.atomic
def set_budget(*, campaign: Campaign, layer: str, months: Mapping[date, Decimal | None], by: User | None) -> None:
    """Set the amounts of one layer by month; None clears a month. Raises PlanRefused for an approved plan."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if layer == BudgetEntry.Layer.PLAN and campaign.plan_approved_at is not None:
        raise PlanRefused(
            f"The plan of {campaign} was approved on {campaign.plan_approved_at:%d %b %Y} and is locked. "
            "Change the forecast instead, or ask an administrator or executive to reopen the plan."
        )
    currency = organisation().currency
    for month, amount in months.items():
        if month.day != 1:
            raise PlanRefused(f"{month} is not the first day of a month.")
        if amount is None:
            BudgetEntry.objects.filter(campaign=campaign, layer=layer, month=month).delete()
            continue
        BudgetEntry.objects.update_or_create(
            campaign=campaign,
            layer=layer,
            month=month,
            defaults={"amount": amount, "reported": amount, "currency": currency, "rate": 1, "rate_on": month},
            create_defaults={
                "amount": amount, "reported": amount, "currency": currency, "rate": 1, "rate_on": month,
                "source": "sightline", "external_id": f"{campaign.pk}:{layer}:{month:%Y-%m}",
            },
        )  # fmt: skip
    record(by=by, verb="budget.set", subject=campaign, detail={"layer": layer, "months": len(months)})


@transaction.atomic
def set_budgets(*, campaign: Campaign, layers: Mapping[str, Mapping[date, Decimal | None]], by: User | None) -> None:
    """Set several layers at once, all or nothing. Raises PlanRefused."""
    for layer, months in layers.items():
        set_budget(campaign=campaign, layer=layer, months=months, by=by)


@transaction.atomic
def save_channel(*, channel: Channel, fields: Mapping[str, Any], by: User | None) -> Channel:
    """Create or change a channel. Raises PlanRefused for a name that another channel has."""
    if Channel.objects.filter(name__iexact=fields["name"]).exclude(pk=channel.pk).exists():
        raise PlanRefused(f"There is a channel “{fields['name']}” already; place the word under it instead.")
    for name, value in fields.items():
        setattr(channel, name, value)
    channel.save()
    record(by=by, verb="channel.saved", subject=channel, detail={"fields": sorted(fields)})
    return channel


@transaction.atomic
def save_theme(*, row: Theme, fields: Mapping[str, Any], by: User | None) -> Theme:
    """Create or change a theme. Raises PlanRefused for a name that another one has."""
    return _save_group(row, fields, by=by, word="theme")


@transaction.atomic
def save_audience(*, row: Audience, fields: Mapping[str, Any], by: User | None) -> Audience:
    """Create or change an audience. Raises PlanRefused for a name that another one has."""
    return _save_group(row, fields, by=by, word="audience")


def _save_group(row: Group, fields: Mapping[str, Any], *, by: User | None, word: str) -> Group:
    if type(row)._default_manager.filter(name__iexact=fields["name"]).exclude(pk=row.pk).exists():
        raise PlanRefused(f"There is already a {word} “{fields['name']}”; choose another name.")
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    record(by=by, verb=f"{word}.saved", subject=row, detail={"fields": sorted(fields)})
    return row


@transaction.atomic
def approve_plan(*, campaign: Campaign, by: User, now: datetime) -> None:
    """Lock the plan of a campaign: from now on it is what actuals are compared with."""
    if not BudgetEntry.objects.filter(campaign=campaign, layer=BudgetEntry.Layer.PLAN).exists():
        raise PlanRefused(f"{campaign} has no planned amount yet; enter one for at least one month, then approve.")
    Campaign.objects.filter(pk=campaign.pk).update(plan_approved_at=now, plan_approved_by=by)
    record(by=by, verb="plan.approved", subject=campaign, detail={})


@transaction.atomic
def reopen_plan(*, campaign: Campaign, reason: str, by: User) -> None:
    """Unlock an approved plan, with a reason that stays in the audit trail."""
    if not reason.strip():
        raise PlanRefused("Say why the approved plan has to change; the reason is kept in the audit trail.")
    Campaign.objects.filter(pk=campaign.pk).update(plan_approved_at=None, plan_approved_by=None)
    record(by=by, verb="plan.reopened", subject=campaign, detail={"reason": reason.strip()})


@transaction.atomic
def place_word(*, word: str, channel: Channel, by: User | None) -> ChannelWord:
    """Say that a vendor's word means this channel, from now on."""
    ChannelWord.objects.filter(word__iexact=word.strip()).delete()
    made = ChannelWord.objects.create(word=word.strip(), channel=channel)
    record(by=by, verb="channel_word.placed", subject=channel, detail={"word": made.word})
    return made


def _refuse_loop(campaign: Campaign) -> None:
    seen, parent = {campaign.pk}, campaign.parent
    while parent is not None:
        if parent.pk in seen:
            raise PlanRefused(
                f"{campaign} cannot have {campaign.parent} above it: {campaign.parent} lies below {campaign}."
            )
        seen.add(parent.pk)
        parent = parent.parent
