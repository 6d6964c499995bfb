"""Pages about money, for tests/browser/pages.py: names, role, world and address; and what of them is no page."""

from collections.abc import Mapping, Sequence
from typing import Any

from people.models import Role
from tests.browser.money_worlds import money_at_work
from tests.browser.worlds import hostile

BOSS = Role.EXECUTIVE
EMPTY: Mapping[str, Any] = {"role": BOSS}
FILLED: Mapping[str, Any] = {"role": BOSS, "world": money_at_work}

MONEY_PAGES: Sequence[Mapping[str, Any]] = (
    {"name": "forecasts:court", **EMPTY},
    {"name": "forecasts:court", **FILLED, "is_printed": True},
    {"name": "kpis:kpi", **FILLED, "path": "/kpis/pipeline/"},
    {"name": "forecasts:customers", **EMPTY},
    {"name": "forecasts:customers", **FILLED},
    {"name": "forecasts:mix", **EMPTY},
    {"name": "forecasts:mix", **FILLED},
    {"name": "forecasts:budget", **EMPTY},
    {"name": "forecasts:budget", **FILLED},
    {"name": "forecasts:budget_plan", **FILLED, "at": "plan"},
    {"name": "stranded", **EMPTY},
    {"name": "stranded", "role": BOSS, "world": hostile},
)
NO_MONEY_PAGES = frozenset(
    {
        "forecasts:ask_plan",
        "forecasts:decide_move",
        "forecasts:fit_mix",
        "forecasts:mix_controls",
        "forecasts:hear",
        "forecasts:about_kpi",
        "forecasts:campaign_promises",
        "forecasts:value_customers",
        "point_elsewhere",
    }
)
