"""The very rows that a base measure counts: the same queries, told to list instead of to add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from kpis.core.measures import MEASURES, BaseMeasure, Relation
from kpis.models import Definition
from kpis.selectors.asking import Ask
from kpis.selectors.rows import listing_text
from kpis.selectors.values import own_measure
from organisation.core.calendar import Window

MOST = 500
LISTED: dict[Relation, str] = {
    Relation.DEALS: "deals",
    Relation.PEOPLE: "people",
    Relation.ORDERS: "orders",
    Relation.HANDOVER: "handover",
    Relation.SURVEYS: "surveys",
    Relation.EXTERNAL: "external",
    Relation.SPEND: "spent",
    Relation.PIPELINE: "open_deals",
    Relation.CREDIT: "deals",
    Relation.WON: "won",
}
# What credit is given for: the deals of these measures share the credited amount among campaigns.
CREDITED = {"attributed_revenue_credit": "won_revenue", "attributed_pipeline_credit": "pipeline_created"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the facts, with where it was imported from."""

    day: date | None
    name: str
    amount: Decimal | None
    source: str
    external_id: str
    batch: int | None
    line: int | None


@dataclass(frozen=True, slots=True)
class FactList:
    measure: BaseMeasure
    rows: Sequence[Fact]
    is_cut: bool
    reason: str = ""


def facts_of_measure(name: str, window: Window, ask: Ask) -> FactList:
    """The newest rows that a measure counts in a window, at most 500. Raises LookupError for an unknown measure.

    A KPI without a formula is a measure of its own: its rows are the values brought in from outside.
    """
    measure = MEASURES.get(name) or _own(name)
    if measure is None:
        raise LookupError(f"There is no base measure {name!r}.")
    query = LISTED.get(measure.relation)
    counted = CREDITED.get(name, name)
    if query is None or (measure.relation is Relation.CREDIT and counted == name):
        return FactList(measure, (), False, f"{measure.sentence} is worked out over many rows at once.")
    values = {
        "starts": [window.starts_on], "ends": [window.ends_on], "tomorrow": ask.tomorrow, "now": ask.now,
        "zone": ask.zone, "ever": 1, "measures": [counted], "most": MOST + 1,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(listing_text(query), values)
        rows = [Fact(*row) for row in cursor.fetchall()]
    return FactList(measure, rows[:MOST], len(rows) > MOST)


def _own(name: str) -> BaseMeasure | None:
    row = Definition.objects.filter(key=name, formula="", is_current=True).first()
    return own_measure(row) if row else None
