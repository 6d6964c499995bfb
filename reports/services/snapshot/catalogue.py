"""Which KPIs a board reads, and which each department asks about."""

from dataclasses import dataclass

# One row each: the first that somebody planned, else the first that has data, else the first.
BOARD: tuple[tuple[str, ...], ...] = (
    ("mqls_count", "new_leads_count"),
    ("mql_to_sql", "lead_to_mql", "sqls_per_mql", "mqls_per_lead", "win_rate"),
    ("attributed_pipeline", "pipeline"),
    ("revenue", "attributed_revenue"),
    ("campaign_roi", "roas"),
    ("cac", "cost_per_opportunity"),
    ("net_revenue_retention", "renewal_rate", "customer_retention", "repeat_rate", "nps"),
    ("unaided_awareness", "aided_awareness", "recall", "consideration", "share_of_search"),
)


@dataclass(frozen=True, slots=True)
class Department:
    key: str
    title: str
    lede: str
    kpis: tuple[str, ...]


DEPARTMENTS = (
    Department(
        "finance", "Finance", "What marketing costs and what it is credited with, reconciled to ledger and CRM.",
        ("campaign_roi", "roas", "mer", "cac", "cac_with_sales", "cac_payback", "cost_per_lead", "cost_per_opportunity",
         "attributed_revenue", "revenue"),
    ),
    Department(
        "sales", "Sales", "The way from lead to won, how fast it is, and the handover in both directions.",
        ("new_leads_count", "mqls_count", "sqls_count", "opportunities_count", "customers_won_count", "lead_to_mql",
         "mql_to_sql", "sql_to_opportunity", "win_rate", "sales_cycle_median", "pipeline_velocity",
         "pipeline_coverage", "speed_to_lead", "sla_met", "mql_acceptance", "attributed_pipeline"),
    ),
    Department(
        "brand", "Brand", "What people know and think of us. Movement inside the margin is no detectable change.",
        ("unaided_awareness", "aided_awareness", "recall", "consideration", "nps", "share_of_search", "share_of_voice",
         "social_engagement", "market_share"),
    ),
    Department(
        "customer", "Customers", "Who stays, who comes back, and what a customer is worth.",
        ("customer_retention", "customer_churn", "renewal_rate", "gross_revenue_retention", "net_revenue_retention",
         "repeat_rate", "orders_per_customer", "average_order", "clv_contract", "clv_orders", "cohort_retention_1",
         "cohort_retention_3", "nps"),
    ),
)  # fmt: skip


def every_key() -> tuple[str, ...]:
    """All KPIs that a snapshot reads, once each."""
    boards = [key for row in BOARD for key in row]
    return tuple(dict.fromkeys([*boards, *(key for one in DEPARTMENTS for key in one.kpis)]))
