"""Compute a cycle's score, keep it with its receipt, and let pages see it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.db import transaction

from alignment.core.receipt import write_receipt
from alignment.models import ScoreRun
from alignment.selectors.inputs import Credits, score_inputs
from alignment.selectors.settings import settings_in_force
from alignment.selectors.situation import situation
from alignment.services.findings import refresh_findings
from okrs.models import Cycle

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
    inputs = score_inputs(
        cycle, today=today, credits=credits, locked_model=locked_model, target_long_share=held.target_long_share
    )
    around = situation(cycle, inputs)
    versions = {
        "sightline": _version(),
        "credit_run": str(credit_run or "none"),
        "score_settings": str(held.version or "as shipped"),
    }
    receipt = write_receipt(inputs, weights=held.weights, bands=held.bands, versions=versions)
    run = _run(receipt, cycle=cycle, as_of=inputs.as_of, now=now, credit_run=credit_run)
    with publishing():
        run.save()
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


def _version() -> str:
    try:
        return version("sightline")
    except PackageNotFoundError:
        return "source"
