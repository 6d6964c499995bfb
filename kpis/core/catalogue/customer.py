"""KPIs of customers: value, retention, repeat purchase, NPS."""

from functools import partial

from kpis.core.catalogue.row import Kpi
from kpis.core.words import Answers, Direction, Family, Margin, Tier, Timing, Unit

CUSTOMER = partial(Kpi, family=Family.CUSTOMER, cadence="monthly", answers=Answers.CUSTOMERS)
VALUE = partial(CUSTOMER, unit=Unit.MONEY, tier=Tier.IMPACT, answers=Answers.FINANCE)
SHARE = partial(CUSTOMER, unit=Unit.SHARE)
ORDERS = partial(SHARE, source="orders")
SAME = "of the accounts that bought in the same window a year before"

ROWS = (
    SHARE("customer_retention", "Customer retention", "customers_retained / customers_at_start",
        "Of the customers on the first day, the share still customers at the end. A won opportunity makes a customer, "
        "a lost renewal ends it."),
    SHARE("customer_churn", "Customer churn", "1 - customer_retention",
        "One less customer retention, on the same basis.", direction=Direction.DOWN),
    SHARE("renewal_rate", "Renewal rate", "renewals_won / (renewals_won + renewals_lost)",
        "Of the renewals that closed in the window, the share that was won."),
    SHARE("gross_revenue_retention", "Gross revenue retention", "revenue_kept / revenue_before",
        f"What remains, at most as much as each paid before, {SAME}; never above 100 %."),
    SHARE("net_revenue_retention", "Net revenue retention", "revenue_of_same / revenue_before",
        f"What remains with expansion {SAME}; new business is excluded."),
    ORDERS("cohort_retention_1", "Cohort retention, month 1", "cohort_month_1 / cohort_size",
        "Of the customers whose first order is in the window, the share with an order in the month after."),
    ORDERS("cohort_retention_3", "Cohort retention, month 3", "cohort_month_3 / cohort_size",
        "Of the customers whose first order is in the window, the share with an order in the third month after."),
    ORDERS("cohort_retention_12", "Cohort retention, month 12", "cohort_month_12 / cohort_size",
        "Of the customers whose first order is in the window, the share with an order in the twelfth month after."),
    ORDERS("repeat_rate", "Repeat purchase rate", "repeat_buyers / buyers",
        "Of the customers with an order in the window, the share with orders on two or more days."),
    VALUE("average_order", "Average order value", "order_revenue / orders",
        "Revenue of the orders, refunds taken off, over orders.", source="orders", tier=Tier.OUTCOME),
    CUSTOMER("orders_per_customer", "Orders per customer", "orders / buyers",
        "Orders over customers with an order, in the window.", source="orders"),
    VALUE("clv_contract", "CLV, contracts", "arpa * 12 * gross_margin / annual_churn",
        "Yearly revenue per customer × gross margin ÷ yearly churn. Without churn it has no value.",
        source="finance and CRM"),
    VALUE("clv_orders", "CLV, orders", "average_order * orders_per_customer * gross_margin * customer_lifespan_years",
        "Average order × orders per customer × gross margin × years a customer stays. Measure it over a year.",
        source="orders and finance"),
    VALUE("clv_cohort", "CLV, by acquisition cohort", "cohort_worth / cohort_customers_valued",
        "Value of a customer whose first order is in the quarter: what was earned so far and what is expected in three "
        "years, as the nightly valuation of customers finds it.",
        source="valuation of customers", cadence="quarterly"),
    SHARE("annual_churn", "Yearly churn", "",
        "Share of customers lost in a year, as finance states it.",
        direction=Direction.DOWN, source="finance", level=True, cadence="yearly", answers=Answers.FINANCE),
    Kpi("nps", "NPS", "100 * (promoters - detractors) / nps_respondents",
        "Per cent who answer 9 or 10 less per cent who answer 0 to 6, in points, of the window's latest wave.",
        unit=Unit.POINTS, source="surveys", margin=Margin.NPS, level=True, timing=Timing.LEADING,
        family=Family.CUSTOMER, cadence="quarterly", answers=Answers.CUSTOMERS),
)  # fmt: skip
