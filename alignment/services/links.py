"""Link campaigns to what they serve; every change starts on a day and leaves the days before as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from alignment.models import CampaignLink, Exemption
from campaigns.models import Campaign
from okrs.models import Cycle, KeyResult, Objective
from organisation.core import show
from people.models import User
from people.services import record


class SharesTooLarge(ValueError):
    """The shares of a campaign add up to more than all of its money."""


class LinkRefused(ValueError):
    """A sentence: why a campaign cannot be linked like this, and what to do."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a campaign's money meant for one objective or key result; supporting parts carry none."""

    of: Objective | KeyResult
    share: Decimal = Decimal(0)
    role: str = CampaignLink.Role.CONTRIBUTING
    expected_kpi: str = ""
    expected_effect: str = ""
    expected_lag_days: int | None = None


@transaction.atomic
def link_campaign(*, campaign: Campaign, shares: Sequence[Share], since: date, by: User | None) -> list[CampaignLink]:
    """Replace the campaign's links from `since` on; earlier days keep theirs. No shares: unlink.

    Raises SharesTooLarge and LinkRefused.
    """
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    _check(campaign, shares, since)
    _end_links(campaign, since)
    if shares:
        _end_exemptions(campaign, since)
    made = CampaignLink.objects.bulk_create(_link(campaign, part, since, by) for part in shares)
    detail = {"since": since.isoformat(), "links": [[str(part.of), str(part.share)] for part in shares]}
    record(by=by, verb="campaign.linked", subject=campaign, detail=detail)
    return made


@transaction.atomic
def declare_exemption(*, campaign: Campaign, reason: str, since: date, by: User | None) -> Exemption:
    """Say that a campaign serves no objective, and why; its links end on `since`."""
    if not reason.strip():
        raise LinkRefused(f"Say why {campaign} serves no objective; without a reason its money stays orphan.")
    _refuse_closed(campaign, since)
    _end_links(campaign, since)
    _end_exemptions(campaign, since)
    made = Exemption.objects.create(campaign=campaign, reason=reason.strip(), since=since, declared_by=by)
    record(by=by, verb="campaign.exempted", subject=campaign, detail={"reason": made.reason})
    return made


def _link(campaign: Campaign, part: Share, since: date, by: User | None) -> CampaignLink:
    return CampaignLink(
        campaign=campaign,
        objective=part.of if isinstance(part.of, Objective) else None,
        key_result=part.of if isinstance(part.of, KeyResult) else None,
        share=part.share,
        role=part.role,
        since=since,
        expected_kpi=part.expected_kpi,
        expected_effect=part.expected_effect,
        expected_lag_days=part.expected_lag_days,
        declared_by=by,
    )


def _check(campaign: Campaign, shares: Sequence[Share], since: date) -> None:
    given = sum((part.share for part in shares), Decimal(0))
    if given > 1:
        raise SharesTooLarge(
            f"The shares of {campaign} add up to {show.percent(given)}; at most 100 % can be given away. "
            f"Take {show.percent(given - 1)} off one of them."
        )
    for part in shares:
        if not 0 <= part.share <= 1:
            raise LinkRefused(f"{part.of}: a share lies between 0 and 100 %, not at {show.percent(part.share)}.")
        if part.role == CampaignLink.Role.SUPPORTING and part.share:
            raise LinkRefused(
                f"{part.of}: a supporting link carries no money; set its share to 0 or let it contribute."
            )
    if len({(type(part.of), part.of.pk) for part in shares}) != len(shares):
        raise LinkRefused(f"{campaign} is linked to the same objective twice; put both shares into one link.")
    if campaign.ends_on and since > campaign.ends_on:
        raise LinkRefused(f"{campaign} ended on {campaign.ends_on:%d %b %Y}; link it from a day on which it ran.")
    _refuse_closed(campaign, since)


def _refuse_closed(campaign: Campaign, since: date) -> None:
    closed = Cycle.objects.filter(state=Cycle.State.CLOSED, ends_on__gt=since).order_by("-ends_on").first()
    if closed is not None and closed.starts_on <= since:
        raise LinkRefused(
            f"{closed} is closed and keeps its links as they were. Link {campaign} from {closed.ends_on:%d %b %Y} on."
        )


def _end_links(campaign: Campaign, since: date) -> None:
    CampaignLink.objects.filter(campaign=campaign, since__gte=since).delete()
    still_open = Q(until__isnull=True) | Q(until__gt=since)
    CampaignLink.objects.filter(still_open, campaign=campaign).update(until=since)


def _end_exemptions(campaign: Campaign, since: date) -> None:
    Exemption.objects.filter(campaign=campaign, since__gte=since).delete()
    Exemption.objects.filter(Q(until__isnull=True) | Q(until__gt=since), campaign=campaign).update(until=since)
