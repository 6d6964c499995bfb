"""The usual settings of every milestone, and settings as a run stores them."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from attribution.core.settings import AnchorWeights, Settings, Stage, Transforms, UnitKind

PEOPLE = frozenset({Stage.LEAD, Stage.MQL, Stage.SQL, Stage.ORDER})
LOOKBACK_DAYS = {UnitKind.PERSON: 90.0, UnitKind.ACCOUNT: 365.0}
HALF_LIFE_DAYS = {UnitKind.PERSON: 7.0, UnitKind.ACCOUNT: 30.0}


def own_unit(milestone: int) -> UnitKind:
    """The unit that facts name: people for leads and orders, accounts for deals."""
    return UnitKind.PERSON if milestone in PEOPLE else UnitKind.ACCOUNT


def usual(milestone: int) -> Settings:
    """The settings of a milestone about which nobody has decided anything."""
    kind = own_unit(milestone)
    return Settings(
        milestone=Stage(milestone),
        unit_kind=kind,
        lookback_days=LOOKBACK_DAYS[kind],
        half_life_days=HALF_LIFE_DAYS[kind],
    )


def document(settings: Settings) -> dict[str, object]:
    """What decides how journeys are cut and weighed, in words and numbers that JSON has."""
    return {
        "unit": settings.unit_kind.name.lower(),
        "lookback_days": settings.lookback_days,
        "half_life_days": settings.half_life_days,
        "reset": settings.reset,
        "null_journeys": settings.null_journeys,
        "tails": settings.tails,
        "transforms": asdict(settings.transforms),
        "custom": asdict(settings.custom),
        "markov_order": settings.markov_order,
        "replicates": settings.replicates,
        "models": [model.value for model in settings.models],
    }


def settings_from(stored: Mapping[str, Any], milestone: int) -> Settings:
    """The settings behind a document; what an older run did not store is as usual.

    >>> settings_from({"unit": "person"}, Stage.WON).unit_kind.name
    'PERSON'
    """
    plain = ("lookback_days", "half_life_days", "reset", "null_journeys", "tails", "markov_order", "replicates")
    found: dict[str, Any] = {name: stored[name] for name in plain if name in stored}
    if "unit" in stored:
        found["unit_kind"] = UnitKind[str(stored["unit"]).upper()]
    if "transforms" in stored:
        found["transforms"] = Transforms(**stored["transforms"])
    if "custom" in stored:
        found["custom"] = AnchorWeights(**stored["custom"])
    return replace(usual(milestone), **found)
