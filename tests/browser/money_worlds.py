"""What the pages about money show: a fitted mix, an answered plan, a session of the court, valued customers."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
from django.utils import timezone

from forecasts.models import (
    BudgetPlan,
    CourtSession,
    CustomerGroup,
    CustomerRun,
    MixChannel,
    MixFit,
    Ruling,
    SurvivalPoint,
)
from forecasts.selectors.budgets import planned_months
from forecasts.services.plans import answer
from kpis.services import ship_catalogue
from tests import factories as make
from tests.forecasts.worlds import hill_curves

NAMES = ("Paid search", "Trade fairs", "Video")
WEEKS = 60


def money_at_work() -> Mapping[str, object]:
    """Every page about money filled, none of them by a long computation."""
    now = timezone.now()
    ship_catalogue(now=now)
    _session(now)
    _customers(now)
    fit = _fit(now)
    window = planned_months(now.date())
    plan = BudgetPlan.objects.create(
        fit=fit, starts_on=window.starts_on, ends_on=window.ends_on, asked={"brand_floor": 0.0}, asked_at=now
    )
    answer(plan, now=now)
    return {"plan": plan.pk}


def _session(now):
    session = CourtSession.objects.create(held_at=now, as_of=now.date(), claims=3)
    for kpi, verdict, numbers in (
        ("pipeline", "leads", {"lag": 3, "low": 0.1, "effect": 0.4, "high": 0.7, "adjusted_p": 0.01, "gain": 0.08}),
        ("views", "not proven", {"lag": 1, "low": -0.3, "effect": 0.1, "high": 0.4, "adjusted_p": 0.4, "gain": -0.01}),
        ("nps", "too early to tell", {}),
    ):
        Ruling.objects.create(
            session=session, kpi=kpi, outcome="revenue", said_in="catalogue", verdict=verdict, step="week",
            points=104 if numbers else 6, sentence=f"{verdict.capitalize()}: 104 points.", **numbers,
        )  # fmt: skip


def _customers(now):
    run = CustomerRun.objects.create(
        computed_at=now, as_of=now.date(), customers=640, repeaters=210, years_ahead=3, discount=0.1, contracts=120,
        referred=40, traced=500,
    )  # fmt: skip
    ranges = {"earned": "90.00", "low": "120.00", "clv": "160.00", "high": "210.00"}
    for kind, label in (("all", "All customers"), ("cohort", "Q1 FY26"), ("channel", "Paid search")):
        CustomerGroup.objects.create(run=run, kind=kind, label=label, customers=320, repeaters=100, **ranges)
    CustomerGroup.objects.filter(kind="channel").update(cac="40.00", ratio_low=3.0, ratio=4.0, ratio_high=5.2)
    CustomerGroup.objects.create(
        run=run, kind="channel", label="Referral", customers=12, repeaters=3, earned="70.00",
        why_no_cac="Nothing was spent on it in twelve months.",
    )  # fmt: skip
    for renewal, share in enumerate((1.0, 0.8, 0.7, 0.65)):
        SurvivalPoint.objects.create(
            run=run, cohort="All contracts", renewal=renewal, modelled=share, counted=share, low=share - 0.05,
            high=min(share + 0.05, 1.0), at_risk=120 - 20 * renewal,
        )  # fmt: skip


def _fit(now):
    curves = hill_curves(channels=3)
    days = [now.date() - timedelta(weeks=WEEKS - week) for week in range(WEEKS)]
    spend = np.linspace(0, 1, 25)
    fit = MixFit.objects.create(
        outcome="revenue", fitted_at=now, weeks=WEEKS, first_week=days[0], last_week=days[-1], model_error=0.06,
        naive_error=0.11, explained=0.83, drift=0.01, left_out=["Posters"],
        curves={
            "channels": list(NAMES), "current": curves.current.tolist(), "largest": curves.largest.tolist(),
            "top": curves.top.tolist(), "half": curves.half.tolist(), "slope": curves.slope.tolist(),
        },
        weekly={
            "weeks": [day.isoformat() for day in days], "outcome": [100_000.0 + 500 * week for week in range(WEEKS)],
            "channels": {name: [8_000.0 + 100 * week for week in range(WEEKS)] for name in NAMES},
        },
        drawn={
            name: {
                "x": (spend * most).tolist(), "low": (spend**0.7 * 9e3).tolist(), "y": (spend**0.7 * 1e4).tolist(),
                "high": (spend**0.7 * 1.2e4).tolist(),
            }
            for name, most in zip(NAMES, curves.largest, strict=True)
        },
        tests=[{"name": "Regions without video", "channel": "Video", "why_not": ""}],
    )  # fmt: skip
    told = {"share_low": 0.05, "share": 0.08, "share_high": 0.12, "roas_low": 0.9, "roas": 1.6, "roas_high": 2.4}
    more = {"next_low": 0.4, "next_euro": 0.8, "next_high": 1.3, "attributed": 2.1}
    for name, assumption, verdict in zip(
        NAMES, (0.4, 0.9, 0.6), ("mostly data", "mostly assumption: run a test", "data and assumption"), strict=True
    ):
        MixChannel.objects.create(
            fit=fit, channel=make.channel(name), label=name, spend="120000.00", assumption=assumption, verdict=verdict,
            **told, **more,
        )  # fmt: skip
    return fit
