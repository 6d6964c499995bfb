"""Compute a cycle's score, keep it with its receipt, and let pages see it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.db import transaction

from alignment.core.check import Surroundings
from alignment.core.inputs import ScoreInputs
from alignment.core.receipt import write_receipt
from alignment.core.scopes import By, PartScore, part_scores
from alignment.core.score import Weights
from alignment.core.situation import Situation
from alignment.core.standing import standings
from alignment.models import ScorePart, ScoreRun
from alignment.selectors.inputs import Credits, day_of, score_inputs
from alignment.selectors.settings import settings_in_force
from alignment.selectors.situation import situation
from alignment.selectors.surroundings import surroundings
from alignment.selectors.versions import definition_versions
from alignment.services.check import answers_beside, keep_answers
from alignment.services.findings import findings_beside, refresh_findings
from alignment.services.intent import keep_intent
from forecasts.selectors.court import refuted_leads
from kpis.selectors import paths
from okrs.models import Cycle

PART = ("by", "key", "name", "spend", "mapped", "structure", "result", "low", "high", "reason")
Publishing = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Scored:
    """A score that is worked out, with all that is found beside it; nothing of it is stored."""

    run: ScoreRun
    inputs: ScoreInputs
    around: Situation
    asked: Surroundings
    weights: Weights

    @property
    def parts(self) -> Sequence[PartScore]:
        return part_scores(self.inputs, weights=self.weights)


def score_cycle(
    cycle: Cycle,
    *,
    today: date,
    now: datetime,
    credits: Credits | None = None,
    locked_model: str = "",
    credit_run: int | None = None,
    publishing: Publishing = transaction.atomic,
) -> ScoreRun:
    """Score the cycle as of `today` and publish the run with its findings; the runs before stay as they were."""
    found = worked_out(cycle, today=today, now=now, credits=credits, locked_model=locked_model, credit_run=credit_run)
    run, parts = found.run, found.parts
    run.published_at = now
    with publishing():
        run.save()
        ScorePart.objects.filter(run__cycle=cycle, by=By.CAMPAIGN).delete()  # they are many: only the newest keeps them
        _keep_parts(run, parts)
        keep_intent(run, found.inputs)
        keep_answers(run, found.around, found.asked, at=now)
        refresh_findings(run, found.around, weights=found.weights, at=now)
    return run


def keep_restated(found: Scored, *, at: datetime) -> ScoreRun:
    """Store a score of a frozen cycle in place of the one restated before; what was reported stays in force.

    Call it inside the transaction that publishes the restatement.
    """
    run = found.run
    ScoreRun.objects.filter(cycle=run.cycle, published_at__isnull=True).delete()
    run.beside = {
        "findings": findings_beside(run, found.around, weights=found.weights, at=at),
        "answers": answers_beside(run, found.around, found.asked, at=at),
    }
    run.save()
    _keep_parts(run, found.parts)
    keep_intent(run, found.inputs)
    return run


def worked_out(
    cycle: Cycle,
    *,
    today: date,
    now: datetime,
    credits: Credits | None = None,
    locked_model: str = "",
    credit_run: int | None = None,
) -> Scored:
    """The score of the cycle as of `today` from the facts of now, with its receipt."""
    held = settings_in_force()
    ways = paths(cycle, as_of=day_of(cycle, today=today), refuted=refuted_leads())
    inputs = score_inputs(
        cycle,
        today=today,
        credits=credits,
        locked_model=locked_model,
        target_long_share=held.target_long_share,
        ways=ways,
    )
    around, asked = situation(cycle, inputs, ways), surroundings(cycle, ways)
    versions = {
        "sightline": _version(),
        "credit run": str(credit_run or "none"),
        "score settings": str(held.version or "as shipped"),
        **definition_versions(around),
    }
    receipt = write_receipt(inputs, weights=held.weights, bands=held.bands, versions=versions)
    run = _run(receipt, cycle=cycle, as_of=inputs.as_of, now=now, credit_run=credit_run)
    run.standings = standings(inputs)
    return Scored(run, inputs, around, asked, held.weights)


def _run(receipt: Mapping[str, Any], *, cycle: Cycle, as_of: date, now: datetime, credit_run: int | None) -> ScoreRun:
    found = receipt["arithmetic"]
    return ScoreRun(
        cycle=cycle,
        as_of=as_of,
        computed_at=now,
        credit_run_id=credit_run,
        receipt=receipt,
        inputs_digest=receipt["digests"]["inputs"],
        band=found["band"] or "",
        **{name: found[name] for name in ("score", "structure", "result", "low", "high", "reason")},
    )


def _keep_parts(run: ScoreRun, parts: Sequence[PartScore]) -> None:
    ScorePart.objects.bulk_create(
        (
            ScorePart(
                run=run,
                components={row.name.value: {"value": row.value, "reason": row.reason} for row in part.components},
                score=part.value,
                **{name: getattr(part, name) for name in PART},
            )
            for part in parts
        ),
        batch_size=500,
    )


def _version() -> str:
    try:
        return version("sightline")
    except PackageNotFoundError:
        return "source"
