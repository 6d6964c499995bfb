"""What a cycle lacks for its numbers to say much: found with the score, said on every page that shows them."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from alignment.core.coverage import ledger
from alignment.core.inputs import ScoreInputs


class Standing(StrEnum):
    NO_OBJECTIVE = "no_objective"
    NO_SPEND = "no_spend"
    ALL_ORPHAN = "all_orphan"
    NO_CREDIT = "no_credit"
    ONE_CAMPAIGN = "one_campaign"
    EVEN_WEIGHTS = "even_weights"


def standings(inputs: ScoreInputs) -> list[Standing]:
    """Everything that holds of the facts, what matters most first; empty for a cycle with all it needs."""
    return [standing for standing, holds in _HOLDS.items() if holds(inputs)]


def said(standing: Standing, *, cycle: str) -> str:
    """One sentence for readers; what to do about it is a link beside it."""
    return _SAID[standing].format(cycle=cycle)


def _no_spend(inputs: ScoreInputs) -> bool:
    return ledger(inputs).in_scope <= 0


def _all_orphan(inputs: ScoreInputs) -> bool:
    return bool(inputs.objectives) and ledger(inputs).in_scope > 0 >= ledger(inputs).mapped


def _no_credit(inputs: ScoreInputs) -> bool:
    return ledger(inputs).mapped > 0 and not inputs.credits.get(inputs.locked_model)


def _one_campaign(inputs: ScoreInputs) -> bool:
    return sum(bool(campaign.spend) and not campaign.enabling for campaign in inputs.campaigns) == 1


def _even_weights(inputs: ScoreInputs) -> bool:
    return len(inputs.objectives) > 1 and not any(objective.weight for objective in inputs.objectives)


_HOLDS: Mapping[Standing, Callable[[ScoreInputs], bool]] = {
    Standing.NO_OBJECTIVE: lambda inputs: not inputs.objectives,
    Standing.NO_SPEND: _no_spend,
    Standing.ALL_ORPHAN: _all_orphan,
    Standing.NO_CREDIT: _no_credit,
    Standing.ONE_CAMPAIGN: _one_campaign,
    Standing.EVEN_WEIGHTS: _even_weights,
}
_SAID: Mapping[Standing, str] = {
    Standing.NO_OBJECTIVE: "{cycle} has no business objective, so there is nothing that its money could serve.",
    Standing.NO_SPEND: "No money of {cycle} is known, so nobody can tell what it served.",
    Standing.ALL_ORPHAN: "All money of {cycle} is orphan: no campaign that cost anything names an objective.",
    Standing.NO_CREDIT: "No campaign is credited with a milestone of {cycle} yet: what was declared stands "
    "without evidence.",
    Standing.ONE_CAMPAIGN: "Only one campaign of {cycle} has cost anything: shares and ranks compare it with nothing.",
    Standing.EVEN_WEIGHTS: "Every business objective weighs 0, so all of them count the same.",
}
