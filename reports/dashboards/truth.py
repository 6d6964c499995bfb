"""How far each attribution model is from the truth, where the truth is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from attribution.core.models import Model
from attribution.core.truth import JudgedWorld, Judgement, TruthReport
from reports.dashboards.explorer.words import MODELS

ALIKE: Mapping[str, str] = {
    "null": "None of our marketing works",
    "clean": "We reach people at random, and everything is tracked",
    "confounded": "We reach those most who are about to buy",
    "brand_heavy": "We build a brand that pays off later",
    "seasonal": "Our budgets follow the season",
    "retargeting_trap": "We follow visitors around with retargeting",
    "tracking_loss": "Much of what we do leaves no record",
    "b2b_clean": "We sell to companies, and our CRM is kept well",
    "b2b_messy": "We sell to companies, and our CRM has gaps",
}


@dataclass(frozen=True, slots=True)
class TruthRow:
    """A model; numbers of one world, or their means over all. None: has no meaning there."""

    model: str
    name: str
    share_error: float | None
    spearman: float | None
    credited_to_caused: float | None
    idle_credit: float | None
    regret: float | None
    interval_coverage: float | None
    truth_coverage: float | None


@dataclass(frozen=True, slots=True)
class TruthPage:
    """`world` is None for the means over all worlds. Rows with the smallest share error come first."""

    choices: Sequence[tuple[str, str]]
    world: JudgedWorld | None
    alike: str
    sentence: str
    rows: Sequence[TruthRow]
    made_on: date
    full_worlds: int
    small_worlds: int


def build(report: TruthReport, *, world: str = "") -> TruthPage:
    """The page on one world, or on all of them where the name is not known."""
    chosen = next((one for one in report.worlds if one.name == world), None)
    names = [chosen.name] if chosen else [one.name for one in report.worlds]
    rows = [_row(model, [row for row in report.rows if row.model == model and row.world in names]) for model in Model]
    rows.sort(key=lambda row: (row.share_error is None, row.share_error, row.name))
    return TruthPage(
        choices=[(one.name, ALIKE.get(one.name, one.name)) for one in report.worlds],
        world=chosen,
        alike=ALIKE.get(chosen.name, "") if chosen else "",
        sentence=_sentence(rows, chosen),
        rows=rows,
        made_on=report.made_on,
        full_worlds=report.seeds * len(names),
        small_worlds=report.small * len(names),
    )


def far_off(report: TruthReport, model: str) -> tuple[float, float] | None:
    """Smallest and largest share error of a model over the worlds; None where it was not judged."""
    found = [row.share_error for row in report.rows if row.model == model and row.share_error is not None]
    return (min(found), max(found)) if found else None


def _row(model: Model, found: Sequence[Judgement]) -> TruthRow:
    return TruthRow(
        model=model.value,
        name=MODELS[model],
        share_error=_mean([row.share_error for row in found]),
        spearman=_mean([row.spearman for row in found]),
        credited_to_caused=_mean([row.credited_to_caused for row in found]),
        idle_credit=_mean([row.idle_credit for row in found]),
        regret=_mean([row.regret for row in found]),
        interval_coverage=_mean([row.interval_coverage for row in found]),
        truth_coverage=_mean([row.truth_coverage for row in found]),
    )


def _sentence(rows: Sequence[TruthRow], world: JudgedWorld | None) -> str:
    best = rows[0]
    if best.share_error is None:
        return "Nothing works in this world, and every model credits it all the same"
    where = "In this world" if world else "Over all worlds"
    wrong = f"{best.share_error * 100:.0f} %"
    return f"{where} even the nearest model, {best.name}, puts {wrong} of its credit in the wrong place"


def _mean(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return fmean(known) if known else None
