"""Base measures: the named numbers that formulas are made of, and the facts each is read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpis.core.words import Unit


class Relation(StrEnum):
    """Which facts a measure is read from."""

    PEOPLE = "people"
    DEALS = "deals"
    PIPELINE = "pipeline"
    SPEND = "spend"
    ACTIVITY = "activity"
    ORDERS = "orders"
    SURVEYS = "surveys"
    CUSTOMERS = "customers"
    COHORTS = "cohorts"
    HANDOVER = "handover"
    TARGETS = "targets"
    WON = "won"
    CREDIT = "credit"
    EXTERNAL = "external"


class Reading(StrEnum):
    """How the facts of a window become one number."""

    SUM = "sum"  # everything dated inside the window
    AT_END = "at_end"  # what holds on the window's last known day
    LATEST = "latest"  # the newest wave inside the window
    MEDIAN = "median"


SCOPED = frozenset({"segment", "region", "product", "business_unit", "business"})
PLACED = frozenset({"campaign", "channel", "theme"})
ADDRESSED = SCOPED - {"business"}
"""What a campaign's audience may name."""
BREAKDOWNS = (*sorted(SCOPED), *sorted(PLACED))
SPLITS: Mapping[Relation, frozenset[str]] = {
    Relation.PEOPLE: SCOPED | PLACED,
    Relation.DEALS: SCOPED | PLACED,
    Relation.PIPELINE: SCOPED | PLACED,
    Relation.SPEND: ADDRESSED | PLACED,
    Relation.ACTIVITY: ADDRESSED | PLACED,
    Relation.ORDERS: SCOPED | PLACED,
    Relation.SURVEYS: SCOPED,
    Relation.CUSTOMERS: SCOPED | PLACED,
    Relation.COHORTS: SCOPED | PLACED,
    Relation.HANDOVER: SCOPED | PLACED,
    Relation.TARGETS: frozenset({"segment", "region"}),
    Relation.WON: SCOPED | PLACED,
    Relation.CREDIT: SCOPED | PLACED,
    Relation.EXTERNAL: SCOPED | PLACED,
}
TOUCHED = frozenset({
    Relation.PEOPLE, Relation.HANDOVER, Relation.ORDERS, Relation.COHORTS, Relation.CUSTOMERS, Relation.WON,
})  # fmt: skip
"""Facts that stand with a first touch."""


@dataclass(frozen=True, slots=True)
class BaseMeasure:
    """One named number. `evidence` groups measures of which one row shows that the others may be 0.

    A measure that `ripens` is no data while some of its rows are too young to tell.
    """

    name: str
    label: str
    relation: Relation
    unit: Unit = Unit.COUNT
    reading: Reading = Reading.SUM
    evidence: str = ""
    ripens: bool = False

    @property
    def sentence(self) -> str:
        """Its label as a sentence begins with it."""
        return self.label[:1].upper() + self.label[1:]


def _of(
    relation: Relation, unit: Unit, evidence: str, rows: Mapping[str, str], *, ripens: bool = False
) -> list[BaseMeasure]:
    """Sums of one relation; each is its own evidence unless one is named."""
    return [
        BaseMeasure(name, label, relation, unit, Reading.SUM, evidence or name, ripens) for name, label in rows.items()
    ]


_ALL = [
    *_of(Relation.PEOPLE, Unit.COUNT, "", {
        "new_leads": "people who became a lead",
        "mqls": "people who became an MQL",
        "sals": "people whom sales accepted",
        "sqls": "people who became an SQL",
    }),
    *_of(Relation.DEALS, Unit.COUNT, "created", {"opportunities": "opportunities created"}),
    *_of(Relation.DEALS, Unit.MONEY, "created", {
        "pipeline_created": "amount of the opportunities created",
        "sourced_pipeline_by_field": "amount created whose source field or primary campaign is marketing's",
    }),
    *_of(Relation.DEALS, Unit.COUNT, "created", {
        "opportunities_won_within_180_days": "opportunities of the window won within 180 days",
    }, ripens=True),
    *_of(Relation.DEALS, Unit.COUNT, "closed", {
        "won_deals": "opportunities won",
        "lost_deals": "opportunities lost",
        "won_deals_with_amount": "opportunities won whose amount is known",
        "customers_won": "accounts whose first opportunity was won",
        "renewals_won": "renewals won",
        "renewals_lost": "renewals lost",
        "cycle_deals": "opportunities won whose day of creation is known",
    }),
    *_of(Relation.DEALS, Unit.MONEY, "closed", {
        "won_revenue": "amount of the opportunities won",
        "lost_amount": "amount of the opportunities lost",
        "sourced_revenue_by_field": "amount won whose source field or primary campaign is marketing's",
    }),
    *_of(Relation.DEALS, Unit.DAYS, "closed", {"cycle_days": "days from created to won, added up"}),
    BaseMeasure("median_cycle_days", "median days from created to won", Relation.DEALS, Unit.DAYS,
                Reading.MEDIAN, "closed"),
    BaseMeasure("open_pipeline_amount", "amount open at the end", Relation.PIPELINE, Unit.MONEY, Reading.AT_END,
                "pipeline"),
    BaseMeasure("pipeline_due", "amount open that is planned to close in the window", Relation.PIPELINE, Unit.MONEY,
                Reading.AT_END, "pipeline"),
    *_of(Relation.SPEND, Unit.MONEY, "spend", {
        "spend": "all marketing spend, enabling spend included",
        "campaign_spend": "marketing spend without enabling spend",
        "paid_spend": "variable spend on paid channels",
    }),
    *_of(Relation.ACTIVITY, Unit.COUNT, "", {"ad_impressions": "impressions", "ad_clicks": "clicks"}),
    *_of(Relation.ORDERS, Unit.COUNT, "orders", {
        "orders": "orders without refunds",
        "buyers": "customers with an order",
        "repeat_buyers": "customers with orders on two or more days",
    }),
    *_of(Relation.ORDERS, Unit.MONEY, "orders", {"order_revenue": "amount of the orders, refunds taken off"}),
    *[BaseMeasure(name, label, Relation.SURVEYS, Unit.COUNT, Reading.LATEST, name) for name, label in {
        "nps_respondents": "respondents of the latest NPS wave",
        "promoters": "those who answered 9 or 10",
        "detractors": "those who answered 0 to 6",
        "aided_respondents": "respondents asked with names shown",
        "aided_yes": "those who know the brand when shown its name",
        "unaided_respondents": "respondents asked without names",
        "unaided_yes": "those who name the brand unprompted",
        "recall_respondents": "respondents asked for the advertising",
        "recall_yes": "those who recall the advertising",
        "consideration_respondents": "respondents asked whom they would consider",
        "consideration_yes": "those who would consider the brand",
    }.items()],
    *_of(Relation.CUSTOMERS, Unit.COUNT, "customers", {
        "customers_at_start": "customers on the window's first day",
        "customers_retained": "those who are still customers at its end",
    }),
    *_of(Relation.CUSTOMERS, Unit.MONEY, "customer_revenue", {
        "revenue_before": "revenue of the same window a year before",
        "revenue_kept": "revenue of these customers now, at most what each paid before",
        "revenue_of_same": "revenue of these customers now",
    }),
    *_of(Relation.COHORTS, Unit.COUNT, "cohort", {
        "cohort_size": "customers whose first order is in the window",
    }),
    *_of(Relation.COHORTS, Unit.COUNT, "cohort", {
        "cohort_month_1": "customers of the cohort with an order in the month after",
        "cohort_month_3": "customers of the cohort with an order in the third month after",
        "cohort_month_12": "customers of the cohort with an order in the twelfth month after",
    }, ripens=True),
    *_of(Relation.HANDOVER, Unit.COUNT, "", {
        "leads_that_became_mqls": "leads of the window that became MQLs within 90 days",
        "mqls_that_became_sqls": "MQLs of the window that became SQLs within 90 days",
        "sqls_that_became_opportunities": "SQLs of the window in an opportunity created within 90 days",
        "mqls_inside_sla": "MQLs of the window with a sales activity within 24 hours",
    }, ripens=True),
    *_of(Relation.HANDOVER, Unit.COUNT, "", {"mqls_contacted": "MQLs of the window with a sales activity since"}),
    BaseMeasure("median_hours_to_contact", "median hours from MQL to the first sales activity", Relation.HANDOVER,
                Unit.HOURS, Reading.MEDIAN, "mqls_contacted"),
    *_of(Relation.TARGETS, Unit.MONEY, "sales_target", {"sales_target": "sales target of the months of the window"}),
    *_of(Relation.CREDIT, Unit.MONEY, "credit", {
        "attributed_revenue_credit": "credit × amount of opportunities won",
        "attributed_pipeline_credit": "credit × amount of opportunities created",
        "influenced_revenue_amount": "amount won with an eligible touch before",
        "influenced_pipeline_amount": "amount created with an eligible touch before",
        "sourced_revenue_by_first_touch": "amount won whose first touch is marketing's",
        "sourced_pipeline_by_first_touch": "amount created whose first touch is marketing's",
        "sourced_revenue_before_sales": "amount won with a marketing touch before the first sales activity",
        "sourced_pipeline_before_sales": "amount created with a marketing touch before the first sales activity",
    }),
    *_of(Relation.WON, Unit.COUNT, "", {
        "customers_with_paid_first_touch": "accounts won whose first touch was on a paid channel",
    }),
    *_of(Relation.EXTERNAL, Unit.MONEY, "", {
        "sales_cost": "cost of sales and its people",
        "recurring_revenue_per_month": "recurring revenue a month",
        "cohort_worth": "what the customers of the cohorts earned and are expected to",
    }),
    *_of(Relation.EXTERNAL, Unit.COUNT, "", {
        "active_customers": "customers with a running contract",
        "cohort_customers_valued": "customers of the cohorts that were valued",
        "page_views": "page views",
        "social_engagements": "likes, comments, shares and saves",
        "social_impressions": "impressions of social posts",
        "mails_delivered": "mails delivered",
        "mails_opened": "mails opened",
        "brand_mentions": "mentions of the brand",
        "category_mentions": "mentions of all brands of the category",
        "brand_searches": "searches for the brand",
        "category_searches": "searches for all brands of the category",
        "market_size": "sales of the whole market",
    }),
    BaseMeasure("followers_count", "followers at the end", Relation.EXTERNAL, Unit.COUNT, Reading.LATEST,
                "followers_count"),
    BaseMeasure("gross_margin", "gross margin as a share of revenue", Relation.EXTERNAL, Unit.SHARE, Reading.LATEST,
                "gross_margin"),
    BaseMeasure("customer_lifespan_years", "years a customer stays", Relation.EXTERNAL, Unit.YEARS, Reading.LATEST,
                "customer_lifespan_years"),
]  # fmt: skip
MEASURES: Mapping[str, BaseMeasure] = {measure.name: measure for measure in _ALL}
MODELLED = frozenset({"attributed_revenue_credit", "attributed_pipeline_credit"})
"""What another attribution model would divide differently: never shown without the model's name."""
