"""From changed facts to what pages show: credit, KPIs, scores. Loads heavy libraries: for workers and commands."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from alignment.models import ScoreRun
from alignment.selectors.credit import EVIDENCE_MILESTONE, credit_facts
from alignment.services.evidence import grade_links
from alignment.services.reported import report_cycles
from alignment.services.scores import score_cycle
from alignment.services.sight import draw_lines
from attribution.models import CreditRun
from attribution.services import run_credit
from forecasts.services import settle_promises
from forecasts.services.launch import fit_launch_curves
from forecasts.services.outlook import forecast_all
from kpis.models import MeasureRun
from kpis.selectors.windows import windows_to_measure
from kpis.services import measure_all
from okrs.models import Cycle
from okrs.selectors import reported
from organisation.core.calendar import Window
from organisation.selectors import today

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[None]]

__all__ = ["EVIDENCE_MILESTONE", "LOCKED_MODEL", "Recomputed", "recompute_all", "score_with"]

LOCKED_MODEL = "linear"


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What one recompute published."""

    credit: CreditRun
    kpis: MeasureRun
    scores: Sequence[ScoreRun]

    def __str__(self) -> str:
        return f"{self.credit} published with {len(self.scores)} score{'' if len(self.scores) == 1 else 's'}."


def recompute_all(
    *,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> Recomputed:
    """Credit every milestone anew, measure KPIs, forecast what runs, score cycles; each is published as a whole."""
    run = run_credit(now=now, progress=lambda share, said: progress(0.6 * share, said), publishing=publishing)
    day = today(now)
    begun = Cycle.objects.exclude(state=Cycle.State.CLOSED).filter(starts_on__lte=day).order_by("starts_on")
    cycles = [cycle for cycle in begun if reported(cycle) is None]  # a frozen one keeps its score
    progress(0.6, "Measuring KPIs")
    windows = [*windows_to_measure(now), *(Window(cycle.starts_on, cycle.ends_on) for cycle in cycles)]
    measured = measure_all(windows, now=now, locked_model=LOCKED_MODEL, publishing=publishing)
    with publishing():
        report_cycles(today=day)
    draw_lines(run, model=LOCKED_MODEL, now=now, publishing=publishing)
    progress(0.75, "Forecasting key results and KPIs")
    forecast_all(now=now, locked_model=LOCKED_MODEL, publishing=publishing)
    fit_launch_curves(run, now=now, model=LOCKED_MODEL, publishing=publishing)
    settle_promises(now=now, model=LOCKED_MODEL, publishing=publishing)
    scores = []
    for number, cycle in enumerate(cycles):
        progress(0.8 + 0.2 * number / len(cycles), f"Scoring {cycle}")
        scores.append(score_with(run, cycle, day=day, now=now, publishing=publishing))
    return Recomputed(run, measured, scores)


def score_with(
    run: CreditRun, cycle: Cycle, *, day: date, now: datetime, publishing: Publishing = transaction.atomic
) -> ScoreRun:
    """Grade the links of a cycle by the credit of a run, then score the cycle."""
    credits = credit_facts(run, Window(cycle.starts_on, cycle.ends_on), locked_model=LOCKED_MODEL)
    with publishing():
        grade_links(cycle, credits.get(LOCKED_MODEL, ()), model=LOCKED_MODEL, today=day, now=now)
    return score_cycle(
        cycle,
        today=day,
        now=now,
        credits=credits,
        locked_model=LOCKED_MODEL,
        credit_run=run.pk,
        publishing=publishing,
    )
