"""KPIs that the company looks at beside those that its key results follow: what each does for an objective, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DIRECT, LEADING, SUPPORTING = "direct", "leading", "supporting"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a KPI does for an objective; `leads_to` is the KPI that one that only counts activity comes before."""

    kpi: str
    serves: str
    why: str
    leads_to: str = ""


LOOKED_AT: Mapping[str, tuple[LookedAt, ...]] = {
    "growth": (
        LookedAt("attributed_pipeline", DIRECT, "The part of the pipeline that marketing answers for."),
        LookedAt("revenue", DIRECT, "What the pipeline is for."),
        LookedAt("sqls_count", LEADING, "Sales takes up what it has accepted within the quarter.", "pipeline"),
        LookedAt("sqls_per_mql", SUPPORTING, "Whether sales and marketing mean the same by a good contact."),
        LookedAt("sla_met", SUPPORTING, "Sales has promised a first call within a day."),
        LookedAt("pipeline_coverage", SUPPORTING, "Three times the target in hand is what was agreed with sales."),
        LookedAt("sales_cycle_median", SUPPORTING, "A longer cycle moves wins into the next quarter."),
        LookedAt("influenced_pipeline", SUPPORTING, "How many of the deals marketing met at all."),
    ),
    "healthcare": (
        LookedAt("opportunities_count", LEADING, "Deals are named before they have an amount.", "pipeline"),
        LookedAt("market_share", DIRECT, "The business objective is a share of the market."),
        LookedAt("average_deal", SUPPORTING, "Care groups buy for several houses at once."),
    ),
    "customers": (
        LookedAt("net_revenue_retention", DIRECT, "What the same customers pay, a year later."),
        LookedAt("customer_retention", DIRECT, "Who stays."),
        LookedAt("clv_contract", SUPPORTING, "What a customer who stays is worth."),
        LookedAt("repeat_rate", SUPPORTING, "A second order comes before a second contract."),
    ),
    "brand": (
        LookedAt("aided_awareness", SUPPORTING, "Who knows the name at all can be asked for more."),
        LookedAt("recall", SUPPORTING, "Whether the advertising was seen."),
        LookedAt("share_of_search", LEADING, "People search for the name that they have in mind.", "unaided_awareness"),
        LookedAt("share_of_voice", SUPPORTING, "Who else speaks to the same planners."),
        LookedAt("social_engagement", SUPPORTING, "Whether the programme is passed on."),
    ),
    "profit": (
        LookedAt("campaign_roi", DIRECT, "What came back for the money, as the model credits it."),
        LookedAt("cac", DIRECT, "What a new customer costs altogether."),
        LookedAt("mer", SUPPORTING, "The same without a model."),
        LookedAt("cac_payback", SUPPORTING, "How long a customer pays back what it cost."),
        LookedAt("cost_per_mql", LEADING, "It moves weeks before the cost of a deal does.", "cost_per_opportunity"),
    ),
}  # fmt: skip
"""By the key of the objective."""
