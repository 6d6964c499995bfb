"""Families: which campaigns are judged together, and how far their credit fell where their money was declared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import fsum

from alignment.core.inputs import CreditFacts, ScoreInputs, once

MEASURABLE_FROM = 5
MEASURABLE_SHARE = 0.20

Declared = frozenset[tuple[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Family:
    """Campaigns of one theme and channel that declare the same shares: splitting one of them changes nothing.

    `can_tell`: every objective it is meant for says which part of the business it is about.
    """

    theme: str
    channel: str
    declared: Declared
    campaigns: tuple[str, ...]
    mapped_spend: float
    can_tell: bool = True


@dataclass(frozen=True, slots=True)
class FamilyFit:
    """How far the measured credit of a family fell where its money was declared; None while too little is measured.

    `measured` is the credit inside each objective.
    """

    family: Family
    milestones: float
    fit: float | None
    measured: Mapping[str, float] = field(default_factory=dict)

    @property
    def kept(self) -> Mapping[str, float]:
        """By objective the part of its declared share that is confirmed; the fit is their mean by declared share."""
        declared = {objective: float(share) for objective, share in self.family.declared}
        ours, theirs = fsum(declared.values()), fsum(self.measured.values())
        return {
            key: min(1.0, self.measured.get(key, 0.0) / theirs / (share / ours)) if theirs > 0 else 0.0
            for key, share in declared.items()
        }


@once
def families(inputs: ScoreInputs) -> list[Family]:
    """Families with mapped spend, ordered by theme, channel and shares."""
    declared: dict[str, list[tuple[str, Decimal]]] = {}
    for link in inputs.links:
        if link.contributing and link.share > 0:
            declared.setdefault(link.campaign, []).append((link.objective, link.share))
    members: dict[tuple[str, str, Declared], list[tuple[str, float]]] = {}
    for campaign in inputs.campaigns:
        shares = _summed(declared.get(campaign.key, ()))
        if campaign.enabling or not campaign.spend or not shares:
            continue
        mapped = float(campaign.spend * sum((share for _, share in shares), Decimal(0)))
        members.setdefault((campaign.theme, campaign.channel, shares), []).append((campaign.key, mapped))
    scoped = {row.key for row in inputs.objectives if row.scoped}
    found = [
        Family(
            theme,
            channel,
            shares,
            tuple(sorted(key for key, _ in own)),
            fsum(money for _, money in own),
            can_tell=all(objective in scoped for objective, _ in shares),
        )
        for (theme, channel, shares), own in members.items()
    ]
    return sorted(found, key=lambda family: (family.theme, family.channel, sorted(family.declared)))


def family_fits(found: Sequence[Family], credits: Sequence[CreditFacts]) -> list[FamilyFit]:
    """Σ min(declared, measured) over objectives, both normalised, for every family.

    A family with fewer than 5 credited milestones is not measurable, nor is one meant for an objective that is about
    the whole business: credit inside it says nothing. One whose credit all fell outside every
    objective fits nothing: 0.
    """
    by_campaign = {row.campaign: row for row in credits}
    return [_fit(family, [by_campaign[key] for key in family.campaigns if key in by_campaign]) for family in found]


def fits_under(inputs: ScoreInputs, model: str) -> list[FamilyFit]:
    """`family_fits` of the inputs' own families and credit, derived once for each model."""
    name = f"fits under {model}"
    if name not in inputs.kept:
        inputs.kept[name] = family_fits(families(inputs), inputs.credits.get(model, ()))
    found: list[FamilyFit] = inputs.kept[name]
    return found


def overlap(declared: Mapping[str, float], measured: Mapping[str, float]) -> float:
    """Σ min over both after each is made to sum to 1; 0 where either is empty.

    >>> overlap({"a": 3.0, "b": 1.0}, {"a": 10.0, "c": 10.0})
    0.5
    """
    ours, theirs = fsum(declared.values()), fsum(measured.values())
    if ours <= 0 or theirs <= 0:
        return 0.0
    return fsum(min(share / ours, measured.get(key, 0.0) / theirs) for key, share in declared.items())


def _fit(family: Family, rows: Sequence[CreditFacts]) -> FamilyFit:
    milestones = fsum(row.milestones for row in rows)
    if milestones < MEASURABLE_FROM or not family.can_tell:
        return FamilyFit(family, milestones, None)
    amounts: dict[str, list[float]] = {}
    for row in rows:
        for objective, amount in row.inside.items():
            amounts.setdefault(objective, []).append(amount)
    measured = {objective: fsum(values) for objective, values in amounts.items()}
    declared = {objective: float(share) for objective, share in family.declared}
    return FamilyFit(family, milestones, overlap(declared, measured), measured)


def _summed(shares: Sequence[tuple[str, Decimal]]) -> Declared:
    """Shares by objective; 0.5 and 0.50 are the same share, so they are normalised."""
    totals: dict[str, Decimal] = {}
    for objective, share in shares:
        totals[objective] = totals.get(objective, Decimal(0)) + share
    return frozenset((objective, share.normalize()) for objective, share in totals.items())
