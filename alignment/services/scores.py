"""Compute a cycle's score, keep it with its receipt, and let pages see it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version

from alignment.core.receipt import write_receipt
from alignment.models import ScoreRun
from alignment.selectors.inputs import Credits, score_inputs
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
    publishing: Publishing = nullcontext,
) -> ScoreRun:
    """Score the cycle as of `today` and publish the run; the runs before stay as they were."""
    inputs = score_inputs(cycle, today=today, credits=credits, locked_model=locked_model)
    receipt = write_receipt(inputs, versions={"sightline": _version(), "credit_run": str(credit_run or "none")})
    found = receipt["arithmetic"]
    run = ScoreRun(
        cycle=cycle,
        as_of=inputs.as_of,
        computed_at=now,
        published_at=now,
        credit_run_id=credit_run,
        score=found["score"],
        structure=found["structure"],
        result=found["result"],
        low=found["low"],
        high=found["high"],
        band=found["band"] or "",
        reason=found["reason"],
        receipt=receipt,
        inputs_digest=receipt["digests"]["inputs"],
    )
    with publishing():
        run.save()
    return run


def _version() -> str:
    try:
        return version("sightline")
    except PackageNotFoundError:
        return "source"
