"""How much the business objectives matter that each channel's money served."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from alignment.models import CampaignLink
from campaigns.models import Campaign
from campaigns.selectors import amount_by_campaign
from organisation.core.calendar import Window


def channel_weights(window: Window) -> Mapping[int, float]:
    """By channel, the mean priority of its linked money over that of all linked money; empty where nothing is linked.

    A link counts by its share and its days in the window. Money without an objective says nothing about priority and
    is left out; a channel without any linked money has no weight.
    """
    links = CampaignLink.objects.overlapping(window.starts_on, window.ends_on).select_related(
        "campaign", "objective__business_objective", "key_result__objective__business_objective"
    )
    spent = amount_by_campaign(window)
    parts: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for link in links:
        aim = link.objective or (link.key_result.objective if link.key_result else None)
        if aim is not None and aim.business_objective is not None:
            days = _days(link, window)
            parts[link.campaign_id].append((float(link.share) * days, float(aim.business_objective.weight)))
    return _relative(_by_channel(parts, {pk: float(amount) for pk, amount in spent.items()}))


def _days(link: CampaignLink, window: Window) -> int:
    until: date = min(link.until or window.ends_on, window.ends_on)
    return max((until - max(link.since, window.starts_on)).days, 0)


def _by_channel(
    parts: Mapping[int, list[tuple[float, float]]], spent: Mapping[int, float]
) -> Mapping[int, tuple[float, float]]:
    """Linked money and its sum of priorities, by channel."""
    found: dict[int, tuple[float, float]] = {}
    for row in Campaign.objects.filter(pk__in=list(parts), channel__isnull=False):
        share = sum(one for one, _ in parts[row.pk])
        money = max(spent.get(row.pk, 0.0), 0.0)
        if share and money:
            priority = sum(one * weight for one, weight in parts[row.pk]) / share
            before = found.get(row.channel_id or 0, (0.0, 0.0))
            found[row.channel_id or 0] = (before[0] + money, before[1] + money * priority)
    return found


def _relative(found: Mapping[int, tuple[float, float]]) -> dict[int, float]:
    money, priority = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    if not money or not priority:
        return {}
    return {channel: (weighed / spent) / (priority / money) for channel, (spent, weighed) in found.items()}
