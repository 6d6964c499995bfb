"""Who may open the pages about money; a part of tests/access_table.py."""

from tests.access import Access, needs
from tests.alignment.examples import a_campaign, a_stranded_objective
from tests.forecasts.examples import a_budget_plan, a_move
from tests.kpis.examples import a_kpi
from tests.okrs.examples import a_key_result

MONEY_ACCESS: dict[str, Access] = {
    "forecasts:index": needs("outlook.view"),
    "forecasts:kpis": needs("outlook.view"),
    "forecasts:kpi": needs("outlook.view", at=a_kpi),
    "forecasts:launch": needs("outlook.view"),
    "forecasts:promises": needs("outlook.view"),
    "forecasts:promise_key_result": needs("outlook.sign", at=a_key_result),
    "forecasts:promise_campaign": needs("outlook.sign", at=a_campaign),
    "forecasts:key_result": needs("outlook.view", at=a_key_result),
    "forecasts:court": needs("outlook.view"),
    "forecasts:campaign_promises": needs("outlook.view", at=a_campaign),
    "forecasts:about_kpi": needs("outlook.view", at=a_kpi),
    "forecasts:hear": needs("outlook.compute"),
    "forecasts:customers": needs("outlook.view"),
    "forecasts:value_customers": needs("outlook.compute"),
    "forecasts:mix": needs("outlook.view"),
    "forecasts:fit_mix": needs("outlook.compute"),
    "forecasts:mix_controls": needs("outlook.compute"),
    "forecasts:budget": needs("outlook.view"),
    "forecasts:ask_plan": needs("budget.plan"),
    "forecasts:budget_plan": needs("outlook.view", at=a_budget_plan),
    "forecasts:decide_move": needs("budget.decide", at=a_move),
    "api_outlooks": needs("outlook.view"),
    "api_launch": needs("outlook.view"),
    "api_court": needs("outlook.view"),
    "api_customers": needs("outlook.view"),
    "api_mix": needs("outlook.view"),
    "api_plans": needs("outlook.view", write="budget.plan"),
    "api_plan": needs("outlook.view", at=a_budget_plan),
    "api_moves": needs("outlook.view"),
    "api_move_decisions": needs("budget.decide", at=a_move),
    "api_promises": needs("outlook.view", write="outlook.sign"),
    "api_calibration": needs("outlook.view"),
    "stranded": needs("findings.view"),
    "point_elsewhere": needs("links.edit", at=a_stranded_objective),
}
