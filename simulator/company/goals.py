"""The company's objectives and key results, cycle by cycle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from simulator.company.blueprint import BUSINESS
from simulator.company.facts import Facts
from simulator.company.measures import Measures
from simulator.company.surveys import MYSTERY_KPI

MARKETPLACE = "Open the partner marketplace"
DROPPED_AFTER = 35
"""Days into the current quarter after which the marketplace was given up."""
CURRENT = 7


@dataclass(frozen=True, slots=True)
class KeyResultPlan:
    """`measure` names what is read (simulator.company.measures); empty for a checklist."""

    name: str
    measure: str
    kind: str
    reads: str
    unit: str
    kpi: str
    stretch: float
    """Target relative to the quarter before."""
    weight: float = 1.0
    scope: str = "{}"
    owner: str = "demand"


@dataclass(frozen=True, slots=True)
class ObjectivePlan:
    key: str
    business: str
    name: str
    success: str
    owner: str
    co_owners: str
    key_results: tuple[KeyResultPlan, ...]
    horizon: str = "short"
    ambition: str = "committed"
    weight: float = 1.0


_CARE = '{"segment": ["Healthcare"]}'
_NEW, _EXISTING = '{"business": ["new"]}', '{"business": ["existing"]}'
PLANS = (
    ObjectivePlan(
        "healthcare", "healthcare", "Make healthcare our second home",
        "Hospitals and care groups ask for us, and their deals fill a quarter of the pipeline.",
        "cmo", "sales;product",
        (
            KeyResultPlan("Qualified contacts in healthcare", "mql_care", "increase", "flow", "MQLs",
                          "MQLs", 1.9, 1.0, _CARE),
            KeyResultPlan("Pipeline in healthcare", "pipeline_care", "increase", "flow", "EUR",
                          "Pipeline created", 1.50, 2.0, _CARE, "cmo"),
        ),
        weight=1.5,
    ),
    ObjectivePlan(
        "growth", "growth", "Fill the pipeline with new business",
        "Sales starts the next quarter with three times its target in hand.",
        "demand", "sales",
        (
            KeyResultPlan("Pipeline from new business", "pipeline_new", "increase", "flow", "EUR",
                          "Pipeline created", 1.05, 2.0, _NEW),
            KeyResultPlan("New customers", "new_customers", "increase", "flow", "customers",
                          "Customers won", 1.3, 1.0, _NEW, "sales"),
            KeyResultPlan("Win rate of new business", "win_rate", "at_least", "ratio", "share",
                          "Win rate", 0.95, 1.0, _NEW, "sales"),
        ),
        weight=1.2,
    ),
    ObjectivePlan(
        "customers", "customers", "Make customers stay and grow",
        "Customers renew without being asked twice and buy a second product.",
        "success", "success;product",
        (
            KeyResultPlan("Renewals kept", "retention", "at_least", "ratio", "share", "Renewal rate", 1.0, 2.0,
                          _EXISTING, "success"),
            KeyResultPlan("Pipeline from customers", "pipeline_existing", "increase", "flow", "EUR",
                          "Pipeline created", 1.25, 1.0, _EXISTING, "success"),
            KeyResultPlan("Net promoter score", "nps", "increase", "level", "points", "NPS", 1.15, 1.0, "{}",
                          "success"),
            KeyResultPlan(MYSTERY_KPI, "happiness", "increase", "level", "points", MYSTERY_KPI, 1.06, 1.0, "{}", ""),
        ),
    ),
    ObjectivePlan(
        "brand", "brand", "Be the name that comes to mind",
        "A third of planners name us unprompted.",
        "brand", "",
        (
            KeyResultPlan("Unaided awareness", "unaided", "increase", "level", "%", "Unaided awareness", 1.10, 2.0,
                          "{}", "brand"),
            KeyResultPlan("Consideration", "consideration", "increase", "level", "%", "Consideration", 1.10, 1.0, "{}",
                          "brand"),
            KeyResultPlan("Brand programme on the road", "", "milestone", "level", "", "", 1.0, 0.0, "{}", "brand"),
        ),
        horizon="long", ambition="aspirational", weight=0.8,
    ),
    ObjectivePlan(
        "profit", "profit", "Spend where it returns",
        "Every campaign says what it is for, and growth adds no more than a quarter to the cost of a deal.",
        "finance", "finance",
        (
            KeyResultPlan("Cost of a new deal", "cost_per_deal", "at_most", "ratio", "EUR", "Cost per opportunity",
                          1.25, 1.0, _NEW, "finance"),
        ),
        weight=0.6,
    ),
)  # fmt: skip
MARKETPLACE_PLAN = ObjectivePlan(
    "marketplace", "growth", MARKETPLACE,
    "Ten partners sell through a marketplace of our own.",
    "product", "product;sales",
    (KeyResultPlan("Marketplace ready for partners", "", "milestone", "level", "", "", 1.0, 1.0, "{}", "product"),),
    ambition="aspirational", weight=0.5,
)  # fmt: skip


def plans_of(quarter: int) -> tuple[ObjectivePlan, ...]:
    """The marketplace is an objective of the current quarter alone."""
    return (*PLANS, MARKETPLACE_PLAN) if quarter == CURRENT else PLANS


def business_name(key: str, year_name: str, current_year: str) -> str:
    """This year's business objectives bear their plain names, those of earlier years the year in front."""
    name = next(objective.name for objective in BUSINESS if objective.key == key)
    return name if year_name == current_year else f"{year_name}: {name[0].lower()}{name[1:]}"


def dropped_on(facts: Facts) -> date:
    """Day on which the marketplace was given up; never after yesterday."""
    first, last = facts.calendar.known(CURRENT)
    return facts.calendar.day(first + min(DROPPED_AFTER, max((last - first) // 2, 0)))


def target(plan: KeyResultPlan, quarter: int, read: Measures) -> tuple[float | None, float]:
    """Baseline and target. Flows start at nothing; the first quarter is planned from itself."""
    time = read.facts.calendar
    before = read.read(plan.measure, *time.span(max(quarter - 1, 0))).value or 1.0
    goal = _rounded(before * plan.stretch, plan.unit)
    if plan.reads == "flow":
        return 0.0, goal
    base = round(before, 3 if plan.unit == "share" else 1)
    return (base, max(goal, base + 1.0)) if plan.kind == "increase" else (None, goal)


def check_in_days(facts: Facts, quarter: int) -> list[date]:
    """Every second week, and at the end of a quarter that is over."""
    first, last = facts.calendar.known(quarter)
    days = [facts.calendar.day(number) for number in range(first + 14, last + 1, 14)]
    end = facts.calendar.quarters[quarter].ends_on
    if end <= facts.calendar.today and (not days or days[-1] < end):
        days.append(end - timedelta(days=1))
    return days


def _rounded(value: float, unit: str) -> float:
    if unit == "EUR" and value > 10_000:
        return float(round(value, -4))
    if unit == "share":
        return round(value, 3)
    return float(round(value)) if unit in ("EUR", "MQLs", "customers") else round(value, 1)
