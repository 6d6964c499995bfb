"""Fit closed campaigns and store curves for pages. Loads heavy libraries: for workers and commands."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from itertools import product

from django.db import transaction

from attribution.models import CreditRun
from forecasts.core.errors import CannotForecast
from forecasts.core.launch.history import ClosedCampaign
from forecasts.core.launch.model import LaunchModel, fit_launches
from forecasts.core.launch.predict import draw_curve
from forecasts.models import LaunchCurve, LaunchFit
from forecasts.selectors.closed import closed_campaigns, reach
from forecasts.selectors.subjects import running_key_results
from kpis.models import Binding
from organisation.selectors import today

Publishing = Callable[[], AbstractContextManager[None]]
DRAWS = 800
SEED = 20


def fit_launch_curves(
    run: CreditRun, *, now: datetime, model: str, publishing: Publishing = transaction.atomic
) -> list[LaunchFit]:
    """One fit per outcome, with a curve for every channel and kind; too few campaigns leave the reason instead.

    Curves of earlier fits go: a promise keeps the numbers that it rested on.
    """
    day = today(now)
    bindings = list(
        Binding.objects.filter(key_result__in=running_key_results(day), key_result__measure="flow")
        .select_related("key_result")
    )  # fmt: skip
    fits, curves = [], []
    for outcome in LaunchFit.Outcome.values:
        fit = LaunchFit(
            outcome=outcome, as_of=day, computed_at=now, published_at=now, credit_run_id=run.pk, model=model,
            reach=reach(run, outcome, bindings, model=model, day=day),
        )  # fmt: skip
        curves += _fill(fit, closed_campaigns(run, outcome, model=model, day=day))
        fits.append(fit)
    with publishing():
        LaunchCurve.objects.all().delete()
        for fit in fits:
            fit.save()
        for curve in curves:
            curve.fit_id = curve.fit.pk
        LaunchCurve.objects.bulk_create(curves)
    return fits


def fit_as_of(run: CreditRun, outcome: str, *, model: str, day: date, ended_by: date) -> LaunchModel:
    """What campaigns that had ended by then say; raises CannotForecast."""
    return fit_launches(closed_campaigns(run, outcome, model=model, day=day, ended_by=ended_by))


def _fill(fit: LaunchFit, history: Sequence[ClosedCampaign]) -> list[LaunchCurve]:
    try:
        fitted = fit_launches(history)
    except CannotForecast as refusal:
        fit.reason, fit.needs = refusal.reason[:300], refusal.needs[:300]
        return []
    fit.campaigns = [[one.name, one.channel, one.kind, one.spend, one.outcome] for one in fitted.history]
    return [
        _curve(fit, fitted, channel, kind) for channel, kind in product(("", *fitted.channels), ("", *fitted.kinds))
    ]


def _curve(fit: LaunchFit, fitted: LaunchModel, channel: str, kind: str) -> LaunchCurve:
    """Common draws for all pairs, so that variants differ by their plan alone. No campaign is of the name \\0."""
    levels, elasticities = draw_curve(fitted, channel or "\0", kind or "\0", seed=SEED, draws=DRAWS)
    return LaunchCurve(
        fit=fit, channel=channel, kind=kind,
        levels=[round(float(one), 4) for one in levels],
        elasticities=[round(float(one), 3) for one in elasticities],
    )  # fmt: skip
