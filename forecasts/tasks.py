"""Forecasting as jobs."""

from jobs.context import JobContext
from jobs.registry import job_kind


@job_kind("forecasts.outlook", label="Draw the outlook", alone=True)
def draw_outlook(context: JobContext) -> str:
    """Forecast every running key result and KPI anew; a second run only adds a run."""
    from forecasts.services.outlook import forecast_all  # numpy and scipy: only workers load them
    from kpis.selectors.credit import DEFAULT_MODEL

    context.progress(0.1, "Forecasting key results and KPIs")
    run = forecast_all(now=context.now, locked_model=DEFAULT_MODEL, publishing=context.publishing)
    return f"{run.outlooks.filter(reason='').count():,} of {run.outlooks.count():,} have an outlook."
