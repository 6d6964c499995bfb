"""Compute a cycle's score, keep it with its receipt, and let pages see it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.db import transaction

from alignment.core.receipt import write_receipt
from alignment.core.scopes import By, PartScore, part_scores
from alignment.core.standing import standings
from alignment.models import ScorePart, ScoreRun
from alignment.selectors.inputs import Credits, day_of, score_inputs
from alignment.selectors.settings import settings_in_force
from alignment.selectors.situation import situation
from alignment.selectors.surroundings import surroundings
from alignment.selectors.versions import definition_versions
from alignment.services.check import keep_answers
from alignment.services.findings import refresh_findings
from alignment.services.intent import keep_intent
from forecasts.selectors.court import refuted_leads
from kpis.selectors import paths
from okrs.models import Cycle

PART = ("by", "key", "name", "spend", "mapped", "structure", "result", "low", "high", "reason")
Publishing = Callable[[], AbstractContextManager[None]]


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
    parts = part_scores(inputs, weights=held.weights)
    with publishing():
        run.save()
        _keep_parts(run, parts)
        keep_intent(run, inputs)
        keep_answers(run, around, asked, at=now)
        refresh_findings(run, around, weights=held.weights, at=now)
    return run


def _run(receipt: Mapping[str, Any], *, cycle: Cycle, as_of: date, now: datetime, credit_run: int | None) -> ScoreRun:
    found = receipt["arithmetic"]
    return ScoreRun(
        cycle=cycle,
        as_of=as_of,
        computed_at=now,
        published_at=now,
        credit_run_id=credit_run,
        receipt=receipt,
        inputs_digest=receipt["digests"]["inputs"],
        band=found["band"] or "",
        **{name: found[name] for name in ("score", "structure", "result", "low", "high", "reason")},
    )


def _keep_parts(run: ScoreRun, parts: Sequence[PartScore]) -> None:
    """Campaigns are many, so only the newest run keeps them."""
    ScorePart.objects.filter(run__cycle=run.cycle, by=By.CAMPAIGN).delete()
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
