"""The state of things in words, made from the numbers alone: the same numbers always give the same words."""

from collections.abc import Sequence
from dataclasses import dataclass

from okrs.core.status import Status
from organisation.core.show import compact_money, number, percent
from reports.core.snapshot import KpiRow, ObjectiveRow


@dataclass(frozen=True, slots=True)
class State:
    """What the opening sentence is made from. `gap` is the objective furthest below its target share."""

    score: float | None
    band: str
    reason: str
    orphan: float
    in_scope: float
    currency: str
    starved: tuple[str, float, float] | None


LABELS = {
    "mapped_spend": "Mapped",
    "objective_coverage": "Coverage",
    "budget_fit": "Budget fit",
    "measurement_quality": "Measurement",
    "horizon_fit": "Horizon",
    "evidence_fit": "Evidence fit",
    "delivery": "Delivery",
    "evidence_class": "Evidence class",
}
BANDS = {
    "aligned": "Marketing is aligned with the business.",
    "partial": "Marketing is partly aligned with the business.",
    "misaligned": "Marketing is not aligned with the business.",
}
STARVED_BY = 0.10  # a share of the money this far below its target is worth a word at the top
WORTH_A_WORD = 0.005
WORTH_A_PER_CENT = 0.01
ON_THEIR_WAY = {Status.ON_TRACK, Status.ACHIEVED}


def opening(state: State) -> str:
    """How things stand, as one sentence."""
    if state.score is None:
        return "How far marketing serves the business cannot be scored yet."
    return BANDS[state.band]


def warning(state: State) -> str:
    """What most needs attention, with its money; empty when nothing does."""
    parts = []
    if state.in_scope and state.orphan / state.in_scope > WORTH_A_WORD:
        parts.append(f"{compact_money(state.orphan, currency=state.currency)} serves no objective")
    if state.starved and state.starved[2] - state.starved[1] >= STARVED_BY:
        name, share, target = state.starved
        parts.append(f"“{name}” gets {percent(share)} of the money for {percent(target)} of the priority")
    if not parts:
        return ""
    return f"{', and '.join(parts)}."[0].upper() + f"{', and '.join(parts)}."[1:]


def objectives_sentence(rows: Sequence[ObjectiveRow]) -> str:
    """How many of the objectives, weakest first, are on track; empty where there is none."""
    if not rows:
        return ""
    good = sum(row.status in ON_THEIR_WAY for row in rows)
    weakest = f"; “{rows[0].name}” is the weakest" if good < len(rows) else ""
    return f"{number(good)} of {number(len(rows))} business objectives are on track{weakest}."


def kpis_sentence(rows: Sequence[KpiRow]) -> str:
    """How many of the KPIs with a plan keep to it; empty where nothing is planned."""
    planned = [row for row in rows if row.plan]
    good = sum(row.status in ON_THEIR_WAY for row in planned)
    return f"{number(good)} of the {number(len(planned))} KPIs with a plan keep to it." if planned else ""


def concentration(names: Sequence[str], amounts: Sequence[float], *, what: str, others: float = 0.0) -> str:
    """A figure's finding: how few campaigns carry how much; `others` is credited to what is none.

    >>> concentration(["A", "B", "C"], [60, 30, 10], what="pipeline").replace("\\u202f", " ")
    'A carries 60 % of attributed pipeline'
    """
    whole = sum(amounts) + others
    if not sum(amounts) > 0:
        return f"No campaign carries any {what} yet"
    ranked = sorted(zip(amounts, names, strict=True), reverse=True)
    if ranked[0][0] / whole >= 0.5 or len(ranked) == 1:
        return f"{ranked[0][1]} carries {percent(ranked[0][0] / whole)} of attributed {what}"
    few = min(3, len(ranked))
    share = sum(amount for amount, _ in ranked[:few]) / whole
    words = {2: "Two", 3: "Three"}[few]
    said = percent(share) if share >= WORTH_A_PER_CENT else f"less than {percent(WORTH_A_PER_CENT)}"
    return f"{words} campaigns carry {said} of attributed {what}"
