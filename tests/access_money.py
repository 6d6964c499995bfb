"""Who may open the pages about money; a part of tests/access_table.py."""

from tests.access import Access, needs
from tests.alignment.examples import a_stranded_objective
from tests.forecasts.examples import a_budget_plan, a_move
from tests.kpis.examples import a_kpi

MONEY_ACCESS: dict[str, Access] = {
    "forecasts:court": needs("outlook.view"),
    "forecasts:about_kpi": needs("outlook.view", at=a_kpi),
    "forecasts:hear": needs("outlook.compute"),
    "forecasts:customers": needs("outlook.view"),
    "forecasts:value_customers": needs("outlook.compute"),
    "forecasts:mix": needs("outlook.view"),
    "forecasts:fit_mix": needs("outlook.compute"),
    "forecasts:budget": needs("outlook.view"),
    "forecasts:ask_plan": needs("budget.plan"),
    "forecasts:budget_plan": needs("outlook.view", at=a_budget_plan),
    "forecasts:decide_move": needs("budget.decide", at=a_move),
    "stranded": needs("findings.view"),
    "point_elsewhere": needs("links.edit", at=a_stranded_objective),
}
