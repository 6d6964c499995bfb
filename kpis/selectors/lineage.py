"""Where a KPI comes from: its formula, the measures and facts it rests on, and how far these reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpis.core.formula import parse
from kpis.core.freshness import facts_of, is_fresh
from kpis.core.measures import MEASURES, MODELLED, BaseMeasure
from kpis.models import Definition, MeasureRun
from kpis.selectors.freshness import oldest_link
from kpis.selectors.values import base_of, own_measure

# What people import to change the facts: the name of the target, as the pages of imports know it.
TARGETS: Mapping[str, str] = {
    "people": "Contacts and leads",
    "deals": "Opportunities",
    "spend": "Spend",
    "orders": "Orders",
    "touches": "Touchpoints and campaign members",
    "targets": "Sales targets",
    "surveys": "Survey readings",
    "external": "Values of KPIs from outside",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A base measure of a KPI, the facts it is read from, and the newest day that these speak of."""

    measure: BaseMeasure
    facts: str
    imported_as: str
    newest: date | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """`needs` are the KPIs that the formula names, `needed_by` those whose formulas name this one.

    `model` is the attribution model that its credit was read by; empty where it rests on none.
    """

    links: Sequence[Link]
    needs: Sequence[Definition]
    needed_by: Sequence[Definition]
    reaches: date | None
    is_fresh: bool
    model: str = ""


def lineage(row: Definition, current: Mapping[str, Definition], run: MeasureRun | None, *, day: date) -> Lineage:
    """The lineage of a KPI among all KPIs in force; how far facts reach is what the newest run found."""
    known = {*MEASURES, *current}
    formulas = {key: parse(one.formula, known=known) for key, one in current.items() if one.formula}
    newest = {name: date.fromisoformat(text) for name, text in (run.newest_facts if run else {}).items()}
    measures = [MEASURES.get(name) or own_measure(current[name]) for name in sorted(base_of(row.key, formulas))]
    links = [Link(one, facts_of(one), imported_as(facts_of(one)), newest.get(facts_of(one))) for one in measures]
    reaches = oldest_link([link.facts for link in links], newest)
    named = formulas[row.key].names if row.key in formulas else ()
    return Lineage(
        links=links,
        needs=[current[name] for name in named if name in current],
        needed_by=[current[key] for key, formula in formulas.items() if row.key in formula.names],
        reaches=reaches,
        is_fresh=is_fresh(reaches, cadence=row.cadence, on=day),
        model=run.locked_model if run and any(one.name in MODELLED for one in measures) else "",
    )


def imported_as(facts: str) -> str:
    """The import that brings facts of this name, as people know it."""
    return TARGETS[facts.partition(":")[0]]
