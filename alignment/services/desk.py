"""Map many campaigns in one step, and take a step back exactly."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core import serializers
from django.db import transaction

from alignment.core.since import first_day
from alignment.models import CampaignLink, Exemption, MappingStep
from alignment.services.links import LinkRefused, Share, declare_exemption, link_campaign
from campaigns.models import Campaign
from okrs.models import Cycle, KeyResult, Objective
from people.models import User
from people.services import record


@dataclass(frozen=True, slots=True)
class Decision:
    """What a campaign is meant to serve, and with which share."""

    campaign: int
    aim: Objective | KeyResult
    share: Decimal = Decimal(1)


def map_campaigns(decisions: Sequence[Decision], *, cycle: Cycle, today: date, by: User) -> MappingStep:
    """Link each campaign as decided, in one step: all of them or none. Raises LinkRefused, SharesTooLarge."""
    chosen = {decision.campaign: decision for decision in decisions}

    def link(campaign: Campaign, since: date) -> None:
        decision = chosen[campaign.pk]
        link_campaign(campaign=campaign, shares=[Share(decision.aim, decision.share)], since=since, by=by)

    names = sorted({str(decision.aim) for decision in decisions})
    said = f"Linked {_counted(len(chosen))} to {names[0] if len(names) == 1 else f'{len(names)} objectives'}"
    return _step(list(chosen), link, said=said, cycle=cycle, today=today, by=by)


def exempt_campaigns(campaigns: Sequence[int], *, reason: str, cycle: Cycle, today: date, by: User) -> MappingStep:
    """Say of each campaign that it serves no objective, and why; all of them or none. Raises LinkRefused."""

    def exempt(campaign: Campaign, since: date) -> None:
        declare_exemption(campaign=campaign, reason=reason, since=since, by=by)

    said = f"Kept {_counted(len(set(campaigns)))} without an objective"
    return _step(list(dict.fromkeys(campaigns)), exempt, said=said, cycle=cycle, today=today, by=by)


@transaction.atomic
def undo_step(*, cycle: Cycle, by: User, now: datetime) -> MappingStep:
    """Put links and exemptions back as they were before one's latest step. Raises LinkRefused."""
    step = MappingStep.objects.select_for_update().filter(by=by, cycle=cycle, undone_at=None).first()
    if step is None:
        raise LinkRefused("There is no step of yours to take back.")
    if cycle.state == Cycle.State.CLOSED:
        raise LinkRefused(f"{cycle} is closed and keeps its links as they are.")
    list(Campaign.objects.select_for_update().filter(pk__in=step.campaigns).order_by("pk"))
    if _rows(step.campaigns) != step.after:
        raise LinkRefused(f"“{step}” cannot be taken back: somebody has since changed what these campaigns serve.")
    CampaignLink.objects.filter(campaign__in=step.campaigns).delete()
    Exemption.objects.filter(campaign__in=step.campaigns).delete()
    for found in serializers.deserialize("python", step.before):
        found.save()
    step.undone_at = now
    step.save(update_fields=["undone_at"])
    record(by=by, verb="mapping.undone", subject=step, detail={"campaigns": step.campaigns})
    return step


@transaction.atomic
def _step(
    ids: list[int], change: Callable[[Campaign, date], None], *, said: str, cycle: Cycle, today: date, by: User
) -> MappingStep:
    campaigns = list(Campaign.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if not campaigns:
        raise LinkRefused("Select at least one campaign first.")
    before = _rows(ids)
    linked = set(CampaignLink.objects.open_on(today).filter(campaign__in=ids).values_list("campaign_id", flat=True))
    for campaign in campaigns:
        since = first_day(
            cycle_starts=cycle.starts_on,
            today=max(cycle.starts_on, today),
            starts_on=campaign.starts_on,
            ends_on=campaign.ends_on,
            linked=campaign.pk in linked,
        )
        change(campaign, since)
    return MappingStep.objects.create(
        by=by, cycle=cycle, said=said[:300], campaigns=ids, before=before, after=_rows(ids)
    )


def _rows(campaigns: Sequence[int]) -> list[object]:
    """Whole rows, as they can be stored and put back."""
    links = CampaignLink.objects.filter(campaign__in=campaigns).order_by("pk")
    exemptions = Exemption.objects.filter(campaign__in=campaigns).order_by("pk")
    found: list[object] = json.loads(
        json.dumps(serializers.serialize("python", [*links, *exemptions]), default=_exactly)
    )
    return found


def _exactly(value: object) -> str:
    """Days and times to the microsecond (Django's own encoder cuts them to milliseconds), amounts as written."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _counted(number: int) -> str:
    return f"{number} campaign{'' if number == 1 else 's'}"
