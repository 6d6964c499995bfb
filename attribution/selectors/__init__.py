"""Read what runs published."""

from attribution.selectors.credit import (
    CampaignCredit,
    Reconciled,
    ScopedCredit,
    bands,
    combinations,
    credit_by_campaign,
    latest_run,
    milestones_by_campaign,
    milestones_by_scope,
    reconciled,
)

__all__ = [
    "CampaignCredit",
    "Reconciled",
    "ScopedCredit",
    "bands",
    "combinations",
    "credit_by_campaign",
    "latest_run",
    "milestones_by_campaign",
    "milestones_by_scope",
    "reconciled",
]
