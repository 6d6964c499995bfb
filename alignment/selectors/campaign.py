"""One campaign: its ledger by month, what it is meant to serve, and what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alignment.models import CampaignLink, Exemption
from alignment.selectors.aims import exemption_on, links_of
from campaigns.core.ledger import Line, elapsed, total
from campaigns.models import Campaign
from campaigns.selectors import lines
from organisation.core.calendar import Window, months


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """What a campaign's page shows of one window."""

    campaign: Campaign
    months: Sequence[tuple[date, Line]]
    whole: Line
    elapsed: Decimal
    current: Sequence[CampaignLink]
    earlier: Sequence[CampaignLink]
    exemption: Exemption | None

    @property
    def given(self) -> Decimal:
        """The share of the money that is linked."""
        return sum((link.share for link in self.current), Decimal(0))


def campaign_page(campaign: Campaign, *, window: Window, today: date) -> CampaignPage:
    """Links are those in force today, or on the campaign's nearest day if it has not begun."""
    found = lines(window, campaigns=[campaign.pk])
    rows = [(part.starts_on, found.get((campaign.pk, part.starts_on), Line())) for part in months(window)]
    said = list(links_of(campaign.pk))
    current = [link for link in said if link.until is None or link.until > today]
    return CampaignPage(
        campaign=campaign,
        months=rows,
        whole=total(line for _, line in rows),
        elapsed=elapsed(window, today=today),
        current=current,
        earlier=[link for link in said if link not in current],
        exemption=exemption_on(campaign.pk, today),
    )
