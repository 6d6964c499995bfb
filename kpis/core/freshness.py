"""How old the facts behind a KPI may be."""

from collections.abc import Mapping
from datetime import date

from kpis.core.measures import BaseMeasure, Relation

# Twice the cadence, with a few days for the import to come: silence for longer than that is not fresh.
DAYS = {"daily": 4, "weekly": 14, "monthly": 65, "quarterly": 190, "yearly": 740}
UNSAID = 65
SURVEYS: Mapping[str, str] = {
    "nps_respondents": "nps",
    "promoters": "nps",
    "detractors": "nps",
    "aided_respondents": "aided_awareness",
    "aided_yes": "aided_awareness",
    "unaided_respondents": "unaided_awareness",
    "unaided_yes": "unaided_awareness",
}


def facts_of(measure: BaseMeasure) -> str:
    """Under which name the newest day of a measure's facts is kept: its relation, or its own where files are its own.

    >>> from kpis.core.measures import MEASURES
    >>> facts_of(MEASURES["promoters"]), facts_of(MEASURES["won_deals"]), facts_of(MEASURES["gross_margin"])
    ('surveys:nps', 'deals', 'external:gross_margin')
    """
    if measure.relation is Relation.SURVEYS:
        return f"surveys:{SURVEYS.get(measure.name, measure.name.rsplit('_', 1)[0])}"
    if measure.relation is Relation.EXTERNAL:
        return f"external:{measure.name}"
    return _FACTS.get(measure.relation, str(measure.relation))


def is_fresh(newest: date | None, *, cadence: str, on: date) -> bool:
    """Whether facts up to `newest` still speak for `on`."""
    return newest is not None and (on - newest).days <= DAYS.get(cadence, UNSAID)


_FACTS = {
    Relation.PIPELINE: "deals",
    Relation.CUSTOMERS: "deals",
    Relation.COHORTS: "orders",
    Relation.ACTIVITY: "spend",
    Relation.HANDOVER: "people",
    Relation.CREDIT: "touches",
    Relation.WON: "touches",
}
