"""The score with its components beside those of the cycle before, and what moved it."""

from alignment.models import ScoreRun
from alignment.selectors.scores import latest_score
from okrs.models import Cycle
from organisation.core.show import MINUS, number
from reports.core.snapshot import Component, Score
from reports.dashboards.sentences import LABELS
from reports.services.snapshot.sources import Sources

WORTH_A_WORD = 0.5  # points of the score


def score(told: Sources) -> Score:
    run, before = told.score, _before(told)
    found, old = run.receipt["arithmetic"], _by_name(before)
    parts = tuple(
        Component(
            LABELS[part["name"]],
            part["value"],
            old.get(part["name"], {}).get("value"),
            part["reason"],
            part["weight"],
            part["points"],
        )
        for part in found["components"]
    )
    return Score(
        value=run.score,
        reason=run.reason,
        band=run.band,
        structure=run.structure,
        result=run.result,
        low=run.low,
        high=run.high,
        models=len(found["by_model"]),
        previous=before.score if before else None,
        previous_cycle=before.cycle.name if before else "",
        moved=_moved(run, before, parts),
        components=parts,
    )


def _before(told: Sources) -> ScoreRun | None:
    """The score of the cycle of the same length that ended when this one began."""
    cycle = Cycle.objects.filter(length=told.cycle.length, ends_on=told.cycle.starts_on).first()
    return latest_score(cycle) if cycle else None


def _by_name(run: ScoreRun | None) -> dict[str, dict[str, float | None]]:
    return {part["name"]: part for part in run.receipt["arithmetic"]["components"]} if run else {}


def _moved(run: ScoreRun, before: ScoreRun | None, parts: tuple[Component, ...]) -> str:
    if run.score is None:
        return ""
    if before is None or before.score is None:
        return "There is no score of the cycle before to compare with."
    gap = run.score - before.score
    if abs(gap) < WORTH_A_WORD:
        return f"The score is as it was in {before.cycle.name}."
    shifts = {p.label: p.weight * (p.value - p.before) for p in parts if p.value is not None and p.before is not None}
    word = "up" if gap > 0 else "down"
    said = f"{'+' if gap > 0 else MINUS}{number(abs(gap))} since {before.cycle.name}"
    if not shifts:
        return f"{said}."
    name = max(shifts, key=lambda label: shifts[label] if gap > 0 else -shifts[label])
    return f"{said}; {name.lower()} moved it {word} most."
