"""KPIs of leads, handover to sales, and conversion."""

from functools import partial

from kpis.core.catalogue.row import Kpi
from kpis.core.words import Answers, Direction, Tier, Timing, Unit

LEADING = partial(Kpi, timing=Timing.LEADING, tier=Tier.OUTCOME, answers=Answers.MARKETING)
RATE = partial(LEADING, unit=Unit.SHARE)
CLOSING = partial(RATE, answers=Answers.SALES)
COST = partial(
    Kpi, unit=Unit.MONEY, direction=Direction.DOWN, source="CRM and spend ledger", cadence="monthly",
    answers=Answers.MARKETING,
)  # fmt: skip

ROWS = (
    Kpi("new_leads_count", "New leads", "new_leads",
        "People who became a lead in the window, by their first entry.",
        tier=Tier.OUTPUT, timing=Timing.LEADING, answers=Answers.MARKETING),
    LEADING("mqls_count", "MQLs", "mqls", "People who became an MQL in the window, by their first entry."),
    LEADING("sqls_count", "SQLs", "sqls", "People who became an SQL in the window, by their first entry."),
    LEADING("opportunities_count", "Opportunities", "opportunities", "Opportunities created in the window."),
    Kpi("customers_won_count", "Customers won", "customers_won",
        "Accounts whose first won opportunity closed in the window and is neither renewal nor expansion."),
    RATE("lead_to_mql", "Lead to MQL conversion", "leads_that_became_mqls / new_leads",
        "Of the leads of the window, the share that became MQLs within 90 days of it (cohort)."),
    RATE("mql_to_sql", "MQL to SQL conversion", "mqls_that_became_sqls / mqls",
        "Of the MQLs of the window, the share that became SQLs within 90 days of it (cohort)."),
    RATE("sql_to_opportunity", "SQL to opportunity conversion", "sqls_that_became_opportunities / sqls",
        "Of the SQLs of the window, the share in an opportunity created within 90 days (cohort)."),
    CLOSING("opportunity_to_won", "Opportunity to won conversion", "opportunities_won_within_180_days / opportunities",
        "Of the opportunities created in the window, the share won within 180 days (cohort)."),
    RATE("mqls_per_lead", "MQLs per lead in the same window", "mqls / new_leads",
        "MQLs of the window over leads of the window; not a cohort, so it may exceed 100 %."),
    RATE("sqls_per_mql", "SQLs per MQL in the same window", "sqls / mqls",
        "SQLs of the window over MQLs of the window; not a cohort, so it may exceed 100 %."),
    RATE("opportunities_per_sql", "Opportunities per SQL in the same window", "opportunities / sqls",
        "Opportunities of the window over SQLs of the window; not a cohort, so it may exceed 100 %."),
    CLOSING("won_per_opportunity", "Won per opportunity in the same window", "won_deals / opportunities",
        "Opportunities won in the window over those created in it; not a cohort, so it may exceed 100 %."),
    RATE("mql_acceptance", "MQL acceptance", "sals / mqls",
        "People accepted by sales over MQLs, both of the window."),
    LEADING("speed_to_lead", "Speed to lead", "median_hours_to_contact",
        "Median hours from becoming an MQL to the first sales activity, of those contacted.",
        unit=Unit.HOURS, direction=Direction.DOWN),
    RATE("sla_met", "Handover inside the SLA", "mqls_inside_sla / mqls",
        "Of the MQLs of the window, the share with a sales activity within 24 hours; those never contacted count."),
    COST("cost_per_lead", "Cost per lead", "spend / new_leads",
        "All marketing spend over new leads, of the same window."),
    COST("cost_per_mql", "Cost per MQL", "spend / mqls", "All marketing spend over MQLs, of the same window."),
    COST("cost_per_sql", "Cost per SQL", "spend / sqls", "All marketing spend over SQLs, of the same window."),
    COST("cost_per_opportunity", "Cost per opportunity", "spend / opportunities",
        "All marketing spend over opportunities created, of the same window."),
)  # fmt: skip
