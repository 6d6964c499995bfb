"""Measuring as a job."""

from jobs.context import JobContext
from jobs.registry import job_kind
from kpis import services
from kpis.selectors.windows import windows_to_measure


@job_kind("kpis.measure", label="Measure every KPI", alone=True)
def measure(context: JobContext) -> str:
    """Measure the cycles that run and the months of the last two years; a second run only adds a run."""
    windows = windows_to_measure(context.now)
    context.progress(0.1, f"Measuring every KPI in {len(windows)} windows")
    run = services.measure_all(windows, now=context.now, publishing=context.publishing)
    return f"{run.measurements.count():,} measurements of {len(windows)} windows."
