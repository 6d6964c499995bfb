"""What the company asks of its media mix: where the money of the next three months would bring most."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import transaction

from forecasts.models import BudgetPlan, MixFit
from forecasts.selectors.outcomes import DEFAULT
from forecasts.selectors.plans import newest_fit
from forecasts.services.mix import fit
from forecasts.services.moves import ask_plan
from jobs.services import enqueue
from people.models import User
from simulator.company.blueprint import address

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]

OUTCOMES = (DEFAULT, "pipeline")
ASKED = {
    "budget": None, "hurdle": 0.0, "change": 0.25, "brand_floor": 0.0, "brand_effect": 1.0, "cautious": False,
    "locked": [], "own": {}, "least": {}, "weigh": True,
}  # fmt: skip
"""The same money, each channel at most a quarter up or down, weighed by what the channels serve."""


def ask_for_moves(
    *,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> str:
    """Fit the mix where nobody has, and leave the head of marketing's question to a worker; once."""
    if BudgetPlan.objects.exists():
        return "A budget plan has been asked for already."
    fitted, leader = _fitted(now, progress, publishing), User.objects.filter(email=address("cmo")).first()
    with publishing():
        if fitted is not None and leader is not None:
            ask_plan(
                fit=fitted, scenario=BudgetPlan.Scenario.FIXED, horizon=BudgetPlan.Horizon.QUARTER, asked=ASKED,
                by=leader, now=now,
            )  # fmt: skip
        enqueue("forecasts.night", coalesce=True)
    return "A budget plan is asked for." if fitted is not None else "No media mix could be fitted, so nothing is asked."


def _fitted(now: datetime, progress: Progress, publishing: Publishing) -> MixFit | None:
    """The mix of the first outcome under which channels can be told apart: wins of a week may be too few for that."""
    found = None
    for outcome in OUTCOMES:
        if newest_fit(outcome) is None:
            fit(outcome, now=now, progress=progress, publishing=publishing)
        found = newest_fit(outcome) or found
        if found is not None and any(not row.reasons for row in found.channels.all()):
            break
    return found
