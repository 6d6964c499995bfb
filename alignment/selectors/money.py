"""The money of a cycle by campaign as the score counts it; a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from alignment.core.dated import DatedLink, changing
from alignment.core.inputs import CampaignFacts
from alignment.selectors.dated import exempt_days
from alignment.selectors.keys import campaign_key, pk_of
from campaigns.models import Campaign
from campaigns.selectors import enabling_by_campaign, spend_by_campaign, spend_by_day
from organisation.core.calendar import Window

LONG_SHARE = {Campaign.Mix.BRAND: Decimal(1), Campaign.Mix.ACTIVATION: Decimal(0)}
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class CycleMoney:
    """Campaigns with their money; the days of those whose links changed; and what came back beyond what was spent."""

    campaigns: Sequence[CampaignFacts]
    days: Mapping[str, Mapping[date, Decimal]]
    credit_notes: Decimal


def money_of(window: Window, links: Sequence[DatedLink]) -> CycleMoney:
    """Campaigns that cost something in the window, or should have.

    Enabling spend, and money spent while somebody had said that its campaign serves no objective and why, stands in
    rows of its own. A campaign whose credit notes exceed its spend counts with nothing; the excess is told.
    """
    spent, enabling = spend_by_campaign(window), enabling_by_campaign(window)
    exempt = exempt_days(window.starts_on, window.ends_on - timedelta(days=1))
    last = window.ends_on - timedelta(days=1)
    moving = {pk_of(key) for key in changing(links, first=window.starts_on, last=last)}
    wanted = [pk for pk in spent if pk in moving or pk in exempt]
    days = spend_by_day(window, campaigns=wanted) if wanted else {}
    rows = {c.pk: c for c in Campaign.objects.filter(pk__in=[*spent, *enabling]).select_related("theme", "channel")}
    inside: dict[int, Decimal | None] = {}
    outside: dict[int, Decimal | None] = dict(enabling)
    for pk, found in spent.items():
        amount = found.amount if found.amount or not found.unknown else None
        kept = _kept_out(amount, days.get(pk, {}), exempt.get(pk, ()), last=last)
        if kept is not None:
            rest = None if amount is None else amount - kept
            outside[pk] = None if amount is None else kept + (outside.get(pk) or NOTHING)
            if not rest:
                continue
            amount = rest
        inside[pk] = amount
    everything = [(pk, amount, False) for pk, amount in inside.items()]
    everything += [(pk, amount, True) for pk, amount in outside.items()]
    return CycleMoney(
        campaigns=[_facts(rows[pk], amount, enabling=is_out) for pk, amount, is_out in everything],
        days={campaign_key(pk): found for pk, found in days.items() if pk in moving},
        credit_notes=sum((max(-(amount or NOTHING), NOTHING) for _, amount, _ in everything), NOTHING),
    )


def _kept_out(
    amount: Decimal | None,
    days: Mapping[date, Decimal],
    periods: Sequence[tuple[date, date | None]],
    *,
    last: date,
) -> Decimal | None:
    """The part of the money that was spent while kept out; None where nothing of it was."""

    def out(day: date) -> bool:
        return any(since <= day and (until is None or day < until) for since, until in periods)

    if amount is None:
        return NOTHING if out(last) else None
    kept = sum((part for day, part in days.items() if out(day)), NOTHING)
    return min(kept, max(amount, NOTHING)) if kept > 0 else None


def _facts(row: Campaign, spend: Decimal | None, *, enabling: bool = False) -> CampaignFacts:
    return CampaignFacts(
        key=campaign_key(row.pk) + ("-enabling" if enabling else ""),
        name=row.name,
        theme=row.theme.name if row.theme else "",
        channel=row.channel.name if row.channel else "",
        spend=None if spend is None else max(spend, NOTHING),
        enabling=enabling,
        long_share=LONG_SHARE.get(Campaign.Mix(row.mix), row.brand_share),
        team=row.team,
    )
