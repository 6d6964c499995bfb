"""KPIs that the company looks at beside those that its key results follow: what each does for an objective, and why."""

from __future__ import annotations

from collections.abc import Mapping

DIRECT, LEADING, SUPPORTING = "direct", "leading", "supporting"
LOOKED_AT: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "growth": (
        ("attributed_pipeline", DIRECT, "The part of the pipeline that marketing answers for."),
        ("revenue", DIRECT, "What the pipeline is for."),
        ("sqls_count", LEADING, "Sales takes up what it has accepted within the quarter."),
        ("sqls_per_mql", SUPPORTING, "Whether sales and marketing mean the same by a good contact."),
        ("sla_met", SUPPORTING, "Sales has promised a first call within a day."),
        ("pipeline_coverage", SUPPORTING, "Three times the target in hand is what was agreed with sales."),
        ("sales_cycle_median", SUPPORTING, "A longer cycle moves wins into the next quarter."),
        ("influenced_pipeline", SUPPORTING, "How many of the deals marketing met at all."),
    ),
    "healthcare": (
        ("opportunities_count", LEADING, "Deals are named before they have an amount."),
        ("market_share", DIRECT, "The business objective is a share of the market."),
        ("average_deal", SUPPORTING, "Care groups buy for several houses at once."),
    ),
    "customers": (
        ("net_revenue_retention", DIRECT, "What the same customers pay, a year later."),
        ("customer_retention", DIRECT, "Who stays."),
        ("clv_contract", SUPPORTING, "What a customer who stays is worth."),
        ("repeat_rate", SUPPORTING, "A second order comes before a second contract."),
    ),
    "brand": (
        ("aided_awareness", SUPPORTING, "Who knows the name at all can be asked for more."),
        ("recall", SUPPORTING, "Whether the advertising was seen."),
        ("share_of_search", LEADING, "People search for the name that they have in mind."),
        ("share_of_voice", SUPPORTING, "Who else speaks to the same planners."),
        ("social_engagement", SUPPORTING, "Whether the programme is passed on."),
    ),
    "profit": (
        ("campaign_roi", DIRECT, "What came back for the money, as the model credits it."),
        ("cac", DIRECT, "What a new customer costs altogether."),
        ("mer", SUPPORTING, "The same without a model."),
        ("cac_payback", SUPPORTING, "How long a customer pays back what it cost."),
        ("cost_per_mql", LEADING, "It moves weeks before the cost of a deal does."),
    ),
}  # fmt: skip
"""By the key of the objective; what leads and only counts activity needs one outcome KPI that it leads to."""
