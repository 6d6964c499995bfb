"""Intent against evidence: for every campaign its declared shares beside where its credit fell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from alignment.core.families import MEASURABLE_FROM
from alignment.core.grading import NORMAL_90
from alignment.core.inputs import CreditFacts, ScoreInputs


@dataclass(frozen=True, slots=True)
class Cell:
    """One campaign and one objective. Shares are of the campaign's linked money and of its credit inside objectives.

    `measured` is None while it cannot be told; `low` and `high` bound it at 90 %, from the credit's standard errors.
    """

    campaign: str
    objective: str
    spend: Decimal
    declared: float
    measured: float | None
    low: float | None
    high: float | None
    milestones: float


def cells(inputs: ScoreInputs) -> Iterator[Cell]:
    """Every pair that money was declared for or credit fell into, under the locked model."""
    credits = {row.campaign: row for row in inputs.credits.get(inputs.locked_model, ())}
    scoped = {row.key for row in inputs.objectives if row.scoped}
    declared: dict[str, dict[str, Decimal]] = {}
    for link in inputs.links:
        if link.contributing:
            own = declared.setdefault(link.campaign, {})
            own[link.objective] = own.get(link.objective, Decimal(0)) + link.share
    for campaign in inputs.campaigns:
        if campaign.enabling or not campaign.spend:
            continue
        own, row = declared.get(campaign.key, {}), credits.get(campaign.key)
        measured = _measured(row, scoped) if row is not None and set(own) <= scoped else None
        pairs = {key for key, share in own.items() if share} | {
            key for key, part in (measured or {}).items() if part[0]
        }
        for objective in sorted(pairs):
            share, low, high = (measured or {}).get(objective, (0.0, 0.0, 0.0) if measured else (None, None, None))
            yield Cell(
                campaign=campaign.key,
                objective=objective,
                spend=campaign.spend,
                declared=float(own.get(objective, Decimal(0))),
                measured=share,
                low=low,
                high=high,
                milestones=0.0 if row is None else row.inside.get(objective, 0.0),
            )


def confirmed(pairs: Sequence[tuple[float, float | None]]) -> float | None:
    """Σ min of declared and measured shares, both made to sum to 1; None while nothing is measured or declared.

    >>> confirmed([(0.6, 0.2), (0.0, 0.8)])
    0.2
    """
    ours = fsum(declared for declared, _ in pairs)
    theirs = fsum(measured for _, measured in pairs if measured is not None)
    if ours <= 0 or theirs <= 0 or any(measured is None for _, measured in pairs):
        return None
    return fsum(min(declared / ours, (measured or 0.0) / theirs) for declared, measured in pairs)


def _measured(
    row: CreditFacts, scoped: set[str]
) -> Mapping[str, tuple[float | None, float | None, float | None]] | None:
    """Share of the credit inside objectives with its interval; None with too little credit."""
    found = {key: amount for key, amount in row.inside.items() if key in scoped}
    whole = fsum(found.values())
    if row.milestones < MEASURABLE_FROM or whole <= 0:
        return None
    return {key: (amount / whole, *_interval(amount, row.errors.get(key), whole)) for key, amount in found.items()}


def _interval(amount: float, error: float | None, whole: float) -> tuple[float | None, float | None]:
    if error is None:
        return None, None
    margin = NORMAL_90 * error
    return max(0.0, (amount - margin) / whole), min(1.0, (amount + margin) / whole)
