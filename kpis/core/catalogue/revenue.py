"""KPIs of pipeline, revenue, cost of winning, and return."""

from functools import partial

from kpis.core.catalogue.row import Kpi
from kpis.core.words import Answers, Direction, Tier, Timing, Unit

MONEY = partial(Kpi, unit=Unit.MONEY)
LEADING = partial(Kpi, timing=Timing.LEADING)
SHARE = partial(Kpi, unit=Unit.SHARE)
CREDIT = partial(Kpi, unit=Unit.MONEY, source="attribution", answers=Answers.MARKETING)
CREDITED_EARLY = partial(CREDIT, timing=Timing.LEADING)
COSTS = partial(
    Kpi, unit=Unit.MONEY, tier=Tier.IMPACT, direction=Direction.DOWN, cadence="monthly", answers=Answers.FINANCE
)
RETURN = partial(Kpi, unit=Unit.MULTIPLE, tier=Tier.IMPACT, cadence="monthly", answers=Answers.FINANCE)
RETURN_ON_CREDIT = partial(RETURN, source="attribution and spend ledger")
FIELD = "by the source rule “source field”: its source is a channel of ours, or it has a primary campaign"
FIRST = "by the source rule “first touch”: the earliest touch inside the look-back is marketing's"
BEFORE = "by the source rule “before sales”: a marketing touch precedes the first sales activity"
PIPELINE = partial(MONEY, timing=Timing.LEADING)
GAIN = partial(MONEY, tier=Tier.IMPACT)
CREDITED_GAIN = partial(CREDIT, tier=Tier.IMPACT)

ROWS = (
    SHARE("win_rate", "Win rate", "won_deals / (won_deals + lost_deals)",
        "Of the opportunities that closed in the window, the share that was won, by count."),
    SHARE("win_rate_by_value", "Win rate by value", "won_revenue / (won_revenue + lost_amount)",
        "Of the amount that closed in the window, the share that was won."),
    Kpi("sales_cycle_mean", "Sales cycle, mean", "cycle_days / cycle_deals",
        "Mean days from created to won, of the opportunities won in the window.",
        unit=Unit.DAYS, direction=Direction.DOWN),
    Kpi("sales_cycle_median", "Sales cycle, median", "median_cycle_days",
        "Median days from created to won, of the opportunities won in the window.",
        unit=Unit.DAYS, direction=Direction.DOWN),
    MONEY("average_deal", "Average deal size", "won_revenue / won_deals_with_amount",
        "Won revenue over won opportunities whose amount is known; lost ones never pull it down."),
    PIPELINE("pipeline", "Pipeline created", "pipeline_created",
        "Amount of the opportunities created in the window."),
    PIPELINE("open_pipeline", "Open pipeline", "open_pipeline_amount",
        "Amount of the opportunities open on the window's last known day.", level=True),
    LEADING("pipeline_coverage", "Pipeline coverage", "pipeline_due / (sales_target - won_revenue)",
        "Open amount planned to close in the window over what is left of the sales target.",
        unit=Unit.MULTIPLE, level=True),
    LEADING("pipeline_velocity", "Pipeline velocity",
        "opportunities * average_deal * win_rate / sales_cycle_mean",
        "Opportunities × average deal size × win rate ÷ days of the sales cycle.",
        unit=Unit.MONEY_PER_DAY),
    GAIN("revenue", "Won revenue", "won_revenue", "Amount of the opportunities won in the window."),
    COSTS("cac", "CAC, blended", "spend / customers_won",
        "All marketing spend over customers won. Cost of sales is not part of it; CAC with cost of sales adds it.",
        source="CRM and spend ledger"),
    COSTS("cac_with_sales", "CAC with cost of sales", "(spend + sales_cost) / customers_won",
        "Marketing spend and cost of sales over customers won.",
        source="CRM, spend ledger and finance"),
    COSTS("cac_paid", "CAC, paid", "paid_spend / customers_with_paid_first_touch",
        "Variable spend on paid channels over the customers won, each account once, whose first touch was on one.",
        source="CRM and spend ledger"),
    COSTS("cac_payback", "CAC payback", "cac / (arpa * gross_margin)",
        "Months until the gross margin of a customer has paid for winning them.",
        unit=Unit.MONTHS, source="CRM, spend ledger and finance", cadence="quarterly"),
    MONEY("arpa", "Monthly revenue per customer", "recurring_revenue_per_month / active_customers",
        "Recurring revenue a month over customers with a running contract.", source="finance",
        cadence="monthly", answers=Answers.FINANCE),
    PIPELINE("sourced_pipeline", "Marketing-sourced pipeline (source field)", "sourced_pipeline_by_field",
        f"Amount created {FIELD}."),
    MONEY("sourced_revenue", "Marketing-sourced revenue (source field)", "sourced_revenue_by_field",
        f"Amount won {FIELD}."),
    CREDITED_EARLY("sourced_pipeline_first_touch", "Marketing-sourced pipeline (first touch)",
        "sourced_pipeline_by_first_touch",
        f"Amount created {FIRST}."),
    CREDIT("sourced_revenue_first_touch", "Marketing-sourced revenue (first touch)", "sourced_revenue_by_first_touch",
        f"Amount won {FIRST}."),
    CREDITED_EARLY("sourced_pipeline_touch_before_sales", "Marketing-sourced pipeline (before sales)",
        "sourced_pipeline_before_sales", f"Amount created {BEFORE}."),
    CREDIT("sourced_revenue_touch_before_sales", "Marketing-sourced revenue (before sales)",
        "sourced_revenue_before_sales", f"Amount won {BEFORE}."),
    CREDITED_EARLY("influenced_pipeline", "Marketing-influenced pipeline", "influenced_pipeline_amount",
        "Full amount of the opportunities created with an eligible touch before. Does not add up over campaigns."),
    CREDIT("influenced_revenue", "Marketing-influenced revenue", "influenced_revenue_amount",
        "Full amount of the opportunities won with an eligible touch before. Does not add up over campaigns."),
    CREDITED_EARLY("attributed_pipeline", "Attributed pipeline", "attributed_pipeline_credit",
        "Credit × amount of the opportunities created, under the locked model. Adds up."),
    CREDITED_GAIN("attributed_revenue", "Attributed revenue", "attributed_revenue_credit",
        "Credit × amount of the opportunities won, under the locked model. Adds up."),
    RETURN_ON_CREDIT("campaign_roi", "Campaign ROI", "(attributed_revenue - campaign_spend) / campaign_spend",
        "Attributed revenue less cost, over cost."),
    RETURN_ON_CREDIT("roas", "ROAS", "attributed_revenue / campaign_spend", "Attributed revenue over cost."),
    RETURN_ON_CREDIT("romi", "ROMI", "(attributed_revenue * gross_margin - campaign_spend) / campaign_spend",
        "Attributed gross margin less cost, over cost."),
    RETURN("mer", "Marketing efficiency ratio", "won_revenue / spend",
        "All won revenue over all marketing spend.",
        source="CRM and spend ledger"),
    RETURN("mer_orders", "Marketing efficiency ratio, orders", "order_revenue / spend",
        "Revenue of all orders over all marketing spend.",
        source="orders and spend ledger"),
)  # fmt: skip
