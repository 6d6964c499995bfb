"""Read the marketing plan and its ledger, set-based: the number of queries does not grow with the data."""

from campaigns.selectors.lines import clicks_by_campaign, line_by_campaign, lines, running_in, spend_by_day
from campaigns.selectors.spent import (
    CampaignSpend,
    LedgerTotal,
    amount_by_campaign,
    enabling_by_campaign,
    ledger_total,
    spend_by,
    spend_by_campaign,
    spent_in,
)

__all__ = [
    "CampaignSpend",
    "LedgerTotal",
    "amount_by_campaign",
    "clicks_by_campaign",
    "enabling_by_campaign",
    "ledger_total",
    "line_by_campaign",
    "lines",
    "running_in",
    "spend_by",
    "spend_by_campaign",
    "spend_by_day",
    "spent_in",
]
