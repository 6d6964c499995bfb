"""Point money that was meant for a dropped or lighter objective at another one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from alignment.models import CampaignLink
from alignment.services.links import LinkRefused, Share, link_campaign
from okrs.models import KeyResult, Objective
from people.models import User

WHOLE = Decimal(1)
DIGITS = Decimal("0.0001")


@transaction.atomic
def relink(*, links: Sequence[CampaignLink], to: Objective, since: date, by: User, part: Decimal = WHOLE) -> int:
    """Give `part` of each link's share to `to` from `since` on; all other links stay. How many campaigns changed.

    Raises LinkRefused and SharesTooLarge; nothing is changed then.
    """
    if not links:
        raise LinkRefused("Choose at least one campaign.")
    if to.state not in (Objective.State.DRAFT, Objective.State.ACTIVE):
        raise LinkRefused(f"{to} is not pursued any more. Choose another objective.")
    moved = {link.pk for link in links}
    campaigns = {link.campaign_id: link.campaign for link in links}
    for pk, campaign in campaigns.items():
        rows = CampaignLink.objects.open_on(since).filter(campaign=pk).select_related("objective", "key_result")
        given = sum((_part(row, part) for row in rows if row.pk in moved), Decimal(0))
        parts = [_kept(row) for row in rows if row.pk not in moved]
        parts += [_kept(row, rest) for row in rows if row.pk in moved and (rest := row.share - _part(row, part))]
        there = next((part for part in parts if part.of == to and part.role == CampaignLink.Role.CONTRIBUTING), None)
        others = [part for part in parts if part.of != to]
        share = given + (there.share if there else 0)
        link_campaign(campaign=campaign, shares=[*others, Share(to, share)], since=since, by=by)
    return len(campaigns)


def _part(row: CampaignLink, part: Decimal) -> Decimal:
    return (row.share * part).quantize(DIGITS)


def _kept(row: CampaignLink, share: Decimal | None = None) -> Share:
    """The share as it was, or what is left of it."""
    of: Objective | KeyResult = row.objective or row.key_result  # type: ignore[assignment]
    return Share(
        of,
        row.share if share is None else share,
        row.role,
        row.expected_kpi,
        row.expected_effect,
        row.expected_lag_days,
    )
