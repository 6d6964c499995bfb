"""Jobs of forecasts; what computes loads arrays, so handlers import it when they run."""

from forecasts.selectors.outcomes import outcomes_to_fit
from jobs.context import JobContext
from jobs.registry import job_kind
from jobs.services import enqueue
from organisation.selectors import today


@job_kind("forecasts.outlook", label="Draw the outlook", alone=True)
def draw_outlook(context: JobContext) -> str:
    """Forecast every running key result and KPI anew; a second run only adds a run."""
    from forecasts.services.outlook import forecast_all  # numpy and scipy: only workers load them
    from kpis.selectors.credit import DEFAULT_MODEL

    context.progress(0.1, "Forecasting key results and KPIs")
    run = forecast_all(now=context.now, locked_model=DEFAULT_MODEL, publishing=context.publishing)
    return f"{run.outlooks.filter(reason='').count():,} of {run.outlooks.count():,} have an outlook."


@job_kind("forecasts.settle", label="Settle promises", queue="fast", alone=True)
def settle(context: JobContext) -> str:
    """Hold what was promised against what came; a settlement stays, so a second run finds nothing to do."""
    from forecasts.services import settle_promises
    from kpis.selectors.credit import DEFAULT_MODEL

    found = settle_promises(now=context.now, model=DEFAULT_MODEL, publishing=context.publishing)
    return f"{found} promise{'s were' if found != 1 else ' was'} settled."


@job_kind("forecasts.court", label="Rule on leading KPIs", alone=True)
def court(context: JobContext) -> str:
    """Hear every claim that a KPI leads; the session before stays as it was."""
    from forecasts.services.court import hold_court

    context.progress(0.1, "Reading what is said to lead, by week")
    session = hold_court(now=context.now, publishing=context.publishing)
    return f"{session.claims:,} claims were heard."


@job_kind("forecasts.customers", label="Value customers", alone=True)
def customers(context: JobContext) -> str:
    """Value customers by cohort and channel and follow contracts; the valuation before stays as it was."""
    from forecasts.services.customers import value_customers

    run = value_customers(now=context.now, progress=context.progress, publishing=context.publishing)
    return run.reason or f"{run.customers:,} customers were valued."


@job_kind("forecasts.mix", label="Fit the media mix", alone=True)
def mix(context: JobContext, outcome: str) -> str:
    """Fit weekly spend to one outcome; the fit before stays as it was."""
    from forecasts.services.mix import fit

    row = fit(outcome, now=context.now, progress=context.progress, publishing=context.publishing)
    return row.reason or f"{row.channels.count()} channels over {row.weeks} weeks were fitted."


@job_kind("forecasts.plan", label="Work out a budget plan", queue="fast")
def plan(context: JobContext, plan: int) -> str:
    """Answer one question to the response curves; an answer that stands is left alone."""
    from forecasts.models import BudgetPlan
    from forecasts.services.plans import answer

    row = BudgetPlan.objects.select_related("fit").get(pk=plan)
    if row.answered_at is None:
        answer(row, now=context.now, publishing=context.publishing)
        if row.cards.exists():  # they enter the findings with the points that a recompute works out
            enqueue("reports.recompute", coalesce=True)
    return row.reason or row.answer["sentence"]


@job_kind("forecasts.night", label="Start the night’s forecasts")
def night(context: JobContext) -> str:
    """Put what is worked out every night into the ledger, one job each, so that none waits for another's mistake.

    Mixes are fitted once a week, when a week has ended, and as soon as there is anything to fit.
    """
    for kind in ("forecasts.court", "forecasts.customers"):
        enqueue(kind, coalesce=True)
    outcomes = outcomes_to_fit(today(context.now))
    for outcome in outcomes:
        enqueue("forecasts.mix", {"outcome": outcome}, coalesce=True)
    return f"{2 + len(outcomes)} jobs wait for a worker."
