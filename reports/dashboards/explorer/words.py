"""Words of the explorer: models, milestones, groups, reasons."""

from collections.abc import Mapping

from attribution.core.models import ADDITIVE, Model
from attribution.models import Milestone, Unattributed, Unit
from attribution.selectors import By

MODELS: Mapping[Model, str] = {
    Model.FIRST: "First touch",
    Model.LAST: "Last touch",
    Model.LAST_NON_DIRECT: "Last non-direct",
    Model.LINEAR: "Linear",
    Model.TIME_DECAY: "Time decay",
    Model.POSITION: "Position (U)",
    Model.W_SHAPED: "W-shaped",
    Model.FULL_PATH: "Full path",
    Model.CUSTOM: "Custom",
    Model.MARKOV: "Markov, pooled",
    Model.MARKOV_NORMALISED: "Markov",
    Model.SHAPLEY: "Shapley",
    Model.SHAPLEY_RATE: "Shapley, rates",
}
CHOOSABLE = tuple(ADDITIVE)
GROUPS: Mapping[By, tuple[str, str]] = {
    By.CHANNEL: ("channel", "channels"),
    By.THEME: ("theme", "themes"),
    By.CAMPAIGN: ("campaign", "campaigns"),
    By.ASSET: ("asset", "assets"),
}
NAMELESS: Mapping[By, str] = {
    By.CHANNEL: "Channel unknown",
    By.THEME: "No theme",
    By.CAMPAIGN: "Touches without a campaign",
    By.ASSET: "Touches without an asset",
}
# One, several, and what its money is called; people stages have no money.
MILESTONES: Mapping[Milestone, tuple[str, str, str]] = {
    Milestone.LEAD: ("lead", "leads", ""),
    Milestone.MQL: ("MQL", "MQLs", ""),
    Milestone.SQL: ("SQL", "SQLs", ""),
    Milestone.OPPORTUNITY: ("opportunity", "opportunities", "pipeline"),
    Milestone.WON: ("won deal", "won deals", "revenue"),
    Milestone.ORDER: ("order", "orders", "revenue"),
}
COST_OF_ONE: Mapping[Milestone, str] = {
    Milestone.LEAD: "Cost per lead",
    Milestone.MQL: "Cost per MQL",
    Milestone.SQL: "Cost per SQL",
    Milestone.OPPORTUNITY: "Cost per opportunity",
    Milestone.WON: "CAC",
    Milestone.ORDER: "Cost per order",
}
REVENUE = frozenset({Milestone.WON, Milestone.ORDER})
DIMENSIONS: Mapping[str, str] = {
    "segment": "Segment",
    "region": "Region",
    "product": "Product",
    "business_unit": "Business unit",
    "business": "Business",
}
# What mends a milestone without credit: a sentence, and the import that brings the missing rows.
MENDS: Mapping[Unattributed.Reason, tuple[str, str]] = {
    Unattributed.Reason.NOBODY: ("Import opportunities again with their account, or contact roles.", "opportunities"),
    Unattributed.Reason.NO_ROLES: ("Import contact roles, and the touches of the people they name.", "contact_roles"),
    Unattributed.Reason.UNTOUCHED: ("Import campaign members or touchpoints of these people.", "touchpoints"),
    Unattributed.Reason.OTHERS: ("Name the people who were touched in contact roles.", "contact_roles"),
    Unattributed.Reason.TOO_EARLY: ("Nothing is missing: the look-back leaves these touches out.", ""),
    Unattributed.Reason.TOO_LATE: ("Nothing is missing: what comes after a milestone did not lead to it.", ""),
}
# Where journeys are those of the other unit, the same reason says another thing.
NO_PERSON = ("Names no person", "Import contact roles: they say who was in the deal.", "contact_roles")
NO_TOUCH = (
    "Nobody at its account was touched",
    "Import campaign members or touchpoints of these people.",
    "touchpoints",
)
BY_OTHER_UNIT: Mapping[tuple[Unit, Unattributed.Reason], tuple[str, str, str]] = {
    (Unit.PERSON, Unattributed.Reason.NOBODY): NO_PERSON,
    (Unit.ACCOUNT, Unattributed.Reason.NO_ROLES): NO_TOUCH,
}
DEALS = frozenset({Milestone.OPPORTUNITY, Milestone.WON})


def reason(why: Unattributed.Reason, unit: Unit, milestone: Milestone) -> str:
    """Why a milestone is credited to nobody, as a heading."""
    return _by_other_unit(why, unit, milestone)[0]


def mend(why: Unattributed.Reason, unit: Unit, milestone: Milestone) -> tuple[str, str]:
    """What mends it: a sentence, and the import that brings the missing rows."""
    _, sentence, target = _by_other_unit(why, unit, milestone)
    return sentence, target


def _by_other_unit(why: Unattributed.Reason, unit: Unit, milestone: Milestone) -> tuple[str, str, str]:
    is_other = (unit is Unit.PERSON) is (milestone in DEALS)
    found = BY_OTHER_UNIT.get((unit, why)) if is_other else None
    return found or (str(why.label), *MENDS[why])
