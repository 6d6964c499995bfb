"""What the alignment score is computed from: plain facts of one cycle as of one day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, TypeVar

from alignment.core.evidence import EvidenceClass
from organisation.core import show


class InconsistentInputs(ValueError):
    """The facts contradict each other, so no score can be computed from them."""


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """A business objective. Weights need not sum to 1; without a target share its weight is the target.

    `progress` and `expected` are shares of the way, None while unknown. `measurable`: it has a live key result with
    baseline and target. `outcome_kpi`: at least one outcome KPI belongs to it. `scoped`: it says which part of the
    business it is about; credit cannot be told to fall inside an objective that is about everything.
    """

    key: str
    name: str
    weight: Decimal
    target_share: Decimal | None = None
    progress: float | None = None
    expected: float | None = None
    measurable: bool = False
    outcome_kpi: bool = False
    scoped: bool = True


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """A campaign with its spend in the reporting currency; None where the cost is unknown.

    `enabling` spend serves no single objective, with a reason, and is out of scope. `long_share` is the part of the
    spend that builds the brand, None while untagged. `team` answers for it.
    """

    key: str
    name: str
    theme: str
    channel: str
    spend: Decimal | None
    enabling: bool = False
    long_share: Decimal | None = None
    team: str = ""


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """The share of a campaign's money declared for an objective. Supporting links are shown, never counted.

    `sound_path`: the KPI path of the link ends in a fresh, owned, sourced outcome KPI that is not vanity.
    """

    campaign: str
    objective: str
    share: Decimal
    contributing: bool = True
    evidence: EvidenceClass = EvidenceClass.DECLARED
    sound_path: bool = False


@dataclass(frozen=True, slots=True)
class CreditFacts:
    """Credit that one model gave a campaign: milestones in all, and what fell inside each objective's scopes.

    `errors` are the standard errors of what fell inside, `error` that of all, where the model has them.
    """

    campaign: str
    milestones: float
    inside: Mapping[str, float] = field(default_factory=dict)
    errors: Mapping[str, float] = field(default_factory=dict)
    error: float | None = None


@dataclass(frozen=True, slots=True)
class ScoreInputs:
    """All facts of one cycle. `credits` holds one list for each attribution model, the locked one among them.

    `credit_notes` is the money that came back beyond what was spent: campaigns below 0 count with nothing, so the
    ledger is the sum of the campaigns less this. `kept` holds what was derived from them.
    """

    cycle: str
    as_of: date
    objectives: Sequence[ObjectiveFacts]
    campaigns: Sequence[CampaignFacts]
    links: Sequence[LinkFacts]
    credits: Mapping[str, Sequence[CreditFacts]] = field(default_factory=dict)
    locked_model: str = ""
    target_long_share: Decimal | None = None
    credit_notes: Decimal = Decimal(0)
    kept: dict[str, Any] = field(init=False, compare=False, repr=False, default_factory=dict)


Derived = TypeVar("Derived")


def once(of: Callable[[ScoreInputs], Derived]) -> Callable[[ScoreInputs], Derived]:
    """Decorator: what follows from inputs alone is derived once for them, since they never change."""

    @wraps(of)
    def derived(inputs: ScoreInputs) -> Derived:
        if of.__name__ not in inputs.kept:
            inputs.kept[of.__name__] = of(inputs)
        found: Derived = inputs.kept[of.__name__]
        return found

    return derived


def check(inputs: ScoreInputs) -> None:
    """Raise InconsistentInputs for doubled keys, links into nowhere and shares over 100 %."""
    objectives = _unique("objective", [objective.key for objective in inputs.objectives])
    campaigns = _unique("campaign", [campaign.key for campaign in inputs.campaigns])
    given: dict[str, Decimal] = {}
    for link in inputs.links:
        if link.campaign not in campaigns or link.objective not in objectives:
            raise InconsistentInputs(f"A link from {link.campaign} to {link.objective} points at something not listed.")
        if link.share < 0:
            raise InconsistentInputs(f"The share of {link.campaign} for {link.objective} is below 0.")
        given[link.campaign] = given.get(link.campaign, Decimal(0)) + link.share
    for campaign, share in given.items():
        if share > 1:
            raise InconsistentInputs(
                f"The shares of {campaign} add up to {show.percent(share)}; at most 100 % can be given away."
            )
    for row in inputs.campaigns:
        if row.spend is not None and row.spend < 0:
            raise InconsistentInputs(f"The spend of {row.key} is below 0.")


def _unique(what: str, keys: Sequence[str]) -> set[str]:
    if len(set(keys)) != len(keys):
        raise InconsistentInputs(f"Each {what} may be listed once; some are listed twice.")
    return set(keys)
