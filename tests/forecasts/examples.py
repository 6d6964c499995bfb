"""Examples of arguments of this app's addresses, for tests/access_table.py."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from forecasts.models import BudgetPlan, MixFit, MoveCard
from tests import factories

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def a_budget_plan() -> Mapping[str, Any]:
    return {"pk": _plan().pk}


def a_move() -> Mapping[str, Any]:
    gains = {"gain_low": "10.00", "gain": "20.00", "gain_high": "30.00", "chance": 0.9}
    card = MoveCard.objects.create(plan=_plan(), source=factories.channel(), amount="100.00", **gains)
    return {"pk": card.pk}


def _plan() -> BudgetPlan:
    fit = MixFit.objects.create(outcome="revenue", fitted_at=NOW)
    return BudgetPlan.objects.create(fit=fit, starts_on=date(2026, 2, 1), ends_on=date(2026, 5, 1), asked_at=NOW)
