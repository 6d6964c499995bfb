"""Read what runs published."""

from attribution.selectors.amounts import Credited, credited
from attribution.selectors.credit import (
    CampaignCredit,
    Reconciled,
    ScopedCredit,
    bands,
    combinations,
    credit_by_campaign,
    errors_by_campaign,
    latest_run,
    milestones_by_campaign,
    milestones_by_scope,
    reconciled,
)
from attribution.selectors.returns import SCOPED, Cost, Return, costs_by, returns
from attribution.selectors.robust import CreditSpan, ModelReturn, Robustness, Tag, robustness, spans
from attribution.selectors.sourcing import (
    Influenced,
    KeptApart,
    Sourced,
    SourcedBy,
    influenced,
    kept_apart,
    sourced,
    sourced_by_campaign,
)
from attribution.selectors.standing import Ranking, ranking

__all__ = [
    "SCOPED",
    "CampaignCredit",
    "Cost",
    "CreditSpan",
    "Credited",
    "Influenced",
    "KeptApart",
    "ModelReturn",
    "Ranking",
    "Reconciled",
    "Return",
    "Robustness",
    "ScopedCredit",
    "Sourced",
    "SourcedBy",
    "Tag",
    "bands",
    "combinations",
    "costs_by",
    "credit_by_campaign",
    "credited",
    "errors_by_campaign",
    "influenced",
    "kept_apart",
    "latest_run",
    "milestones_by_campaign",
    "milestones_by_scope",
    "ranking",
    "reconciled",
    "returns",
    "robustness",
    "sourced",
    "sourced_by_campaign",
    "spans",
]
