"""From changed facts to what pages show: credit, KPIs, scores. Loads heavy libraries: for workers and commands."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from alignment.core.inputs import CreditFacts
from alignment.models import ScoreRun
from alignment.selectors.inputs import campaign_key, objective_key
from alignment.services.scores import score_cycle
from alignment.services.sight import draw_lines
from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone
from attribution.services import run_credit
from kpis.models import MeasureRun
from kpis.selectors.windows import windows_to_measure
from kpis.services import measure_all
from okrs.models import BusinessObjective, Cycle
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from organisation.selectors import today

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[None]]

EVIDENCE_MILESTONE = Milestone.OPPORTUNITY
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
    """Credit every milestone anew, measure KPIs, score every open cycle; each part is published as a whole."""
    run = run_credit(now=now, progress=lambda share, said: progress(0.6 * share, said), publishing=publishing)
    day = today(now)
    cycles = list(Cycle.objects.exclude(state=Cycle.State.CLOSED).filter(starts_on__lte=day).order_by("starts_on"))
    progress(0.6, "Measuring KPIs")
    windows = [*windows_to_measure(now), *(Window(cycle.starts_on, cycle.ends_on) for cycle in cycles)]
    measured = measure_all(windows, now=now, locked_model=LOCKED_MODEL, publishing=publishing)
    draw_lines(run, model=LOCKED_MODEL, now=now, publishing=publishing)
    scores = []
    for number, cycle in enumerate(cycles):
        progress(0.8 + 0.2 * number / len(cycles), f"Scoring {cycle}")
        scores.append(score_with(run, cycle, day=day, now=now, publishing=publishing))
    return Recomputed(run, measured, scores)


def score_with(
    run: CreditRun, cycle: Cycle, *, day: date, now: datetime, publishing: Publishing = transaction.atomic
) -> ScoreRun:
    """Score a cycle on the credit of a run."""
    return score_cycle(
        cycle,
        today=day,
        now=now,
        credits=evidence(run, Window(cycle.starts_on, cycle.ends_on)),
        locked_model=LOCKED_MODEL,
        credit_run=run.pk,
        publishing=publishing,
    )


def evidence(run: CreditRun, window: Window) -> Mapping[str, Sequence[CreditFacts]]:
    """By model: each campaign's credited milestones, in all and inside each business objective's scope."""
    scopes = {row.pk: Scope.from_mapping(row.scope) for row in BusinessObjective.objects.filter(_in_force(window))}
    named = attribution.combinations()
    inside = {
        combination: [objective for objective, scope in scopes.items() if scope.contains(values)]
        for combination, values in named.items()
    }
    totals: dict[str, dict[int, Decimal]] = {}
    parts: dict[str, dict[int, dict[int, Decimal]]] = {}
    for row in attribution.milestones_by_scope(run, milestone=EVIDENCE_MILESTONE, window=window):
        found = totals.setdefault(row.model, {})
        found[row.campaign_id] = found.get(row.campaign_id, Decimal(0)) + row.conversions
        part = parts.setdefault(row.model, {}).setdefault(row.campaign_id, {})
        for objective in inside[row.scope_id]:
            part[objective] = part.get(objective, Decimal(0)) + row.conversions
    return {
        model: [
            CreditFacts(
                campaign=campaign_key(campaign),
                milestones=float(whole),
                inside={objective_key(pk): float(part) for pk, part in parts[model][campaign].items()},
            )
            for campaign, whole in sorted(found.items())
        ]
        for model, found in totals.items()
    }


def _in_force(window: Window) -> Q:
    return Q(retired_on__isnull=True) | Q(retired_on__gt=window.starts_on)
