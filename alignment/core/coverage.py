"""Where the money goes: the ledger split into mapped, enabling and orphan, and spend against target by objective."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import fsum

from alignment.core.inputs import LinkFacts, ScoreInputs, once

ALIGNED_WITHIN = 0.05
WATCH_WITHIN = 0.10
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Ledger:
    """Known spend of the cycle: mapped + enabling + orphan = total, exactly.

    `supporting` is the part of the orphan money that has only supporting links. `unknown` counts campaigns whose
    cost nobody knows. `credit_notes` came back beyond what was spent: the books say `total` − `credit_notes`.
    """

    total: Decimal
    enabling: Decimal
    mapped: Decimal
    orphan: Decimal
    supporting: Decimal
    unknown: int
    credit_notes: Decimal = Decimal(0)

    @property
    def in_scope(self) -> Decimal:
        return self.total - self.enabling


class BudgetVerdict(StrEnum):
    ALIGNED = "aligned"
    WATCH = "watch"
    MISALIGNED = "misaligned"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One objective's share of the mapped money against its target share; shares are None without mapped money."""

    objective: str
    spend: Decimal
    share: float | None
    target: float
    verdict: BudgetVerdict | None


@once
def ledger(inputs: ScoreInputs) -> Ledger:
    """Split all known spend; no rounding, so the parts meet the whole to the cent."""
    nothing = Decimal(0)
    total = sum((campaign.spend or nothing for campaign in inputs.campaigns), nothing)
    enabling = sum((campaign.spend or nothing for campaign in inputs.campaigns if campaign.enabling), nothing)
    mapped = sum((money for link, money in linked_money(inputs) if link.contributing), nothing)
    supporting = sum((money for link, money in linked_money(inputs) if not link.contributing), nothing)
    return Ledger(
        total=total,
        enabling=enabling,
        mapped=mapped,
        orphan=total - enabling - mapped,
        supporting=supporting,
        unknown=sum(campaign.spend is None for campaign in inputs.campaigns),
        credit_notes=inputs.credit_notes,
    )


@once
def linked_money(inputs: ScoreInputs) -> list[tuple[LinkFacts, Decimal]]:
    """Every link of a campaign in scope with the money it carries."""
    spend = {
        campaign.key: campaign.spend
        for campaign in inputs.campaigns
        if campaign.spend is not None and not campaign.enabling
    }
    return [(link, spend[link.campaign] * link.share) for link in inputs.links if link.campaign in spend]


@once
def mapped_by_objective(inputs: ScoreInputs) -> dict[str, Decimal]:
    """Contributing money by objective; every objective has a row."""
    money = {objective.key: Decimal(0) for objective in inputs.objectives}
    for link, amount in linked_money(inputs):
        if link.contributing:
            money[link.objective] += amount
    return money


@once
def objective_weights(inputs: ScoreInputs) -> dict[str, float]:
    """Weights that sum to 1; equal ones where all weights are 0."""
    return _normalised({objective.key: float(objective.weight) for objective in inputs.objectives})


def target_shares(inputs: ScoreInputs) -> dict[str, float]:
    """Target shares of the money that sum to 1; an objective without one is meant to get its weight."""
    weights = objective_weights(inputs)
    return _normalised(
        {
            objective.key: weights[objective.key] if objective.target_share is None else float(objective.target_share)
            for objective in inputs.objectives
        }
    )


def budget_lines(inputs: ScoreInputs) -> list[BudgetLine]:
    """Spend against target by objective, in the order given."""
    money, targets = mapped_by_objective(inputs), target_shares(inputs)
    whole = sum(money.values(), Decimal(0))
    lines = []
    for objective in inputs.objectives:
        share = float(money[objective.key] / whole) if whole else None
        target = targets[objective.key]
        verdict = None if share is None else budget_verdict(share=share, target=target)
        lines.append(BudgetLine(objective.key, money[objective.key], share, target, verdict))
    return lines


def budget_verdict(*, share: float, target: float) -> BudgetVerdict:
    """Within 5 points of the target aligned, within 10 watch, beyond misaligned."""
    gap = abs(share - target) - ROUNDING
    if gap <= ALIGNED_WITHIN:
        return BudgetVerdict.ALIGNED
    return BudgetVerdict.WATCH if gap <= WATCH_WITHIN else BudgetVerdict.MISALIGNED


def _normalised(weights: dict[str, float]) -> dict[str, float]:
    whole = fsum(weights.values())
    if whole <= 0:
        return {key: 1 / len(weights) for key in weights}
    return {key: weight / whole for key, weight in weights.items()}
