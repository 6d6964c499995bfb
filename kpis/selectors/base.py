"""Base measures for any windows and scopes, each relation read by one query."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kpis.core.measures import SPLITS, BaseMeasure, Relation
from kpis.selectors.asking import Ask, Cell, CreditReader, Known, Readings
from kpis.selectors.rollup import inside, roll_up
from kpis.selectors.rows import read_rows
from kpis.selectors.spend import read_activity, read_spend
from organisation.core.scope import DIMENSIONS

DISTINCT = {"buyers": "buyers", "repeat_buyers": "buyers"}
"""Measures that count people once: they cannot be added up over dimensions, so scopes are told apart in the query."""
OWN_QUERY = {"revenue_before": "returning", "revenue_kept": "returning", "revenue_of_same": "returning"}


def read_measures(measures: Collection[BaseMeasure], ask: Ask, *, credits: CreditReader) -> Readings:
    """What the measures were in every cell of the question."""
    found: dict[str, Mapping[Cell, Known]] = {}
    grouped: dict[tuple[Relation, str], list[BaseMeasure]] = defaultdict(list)
    for measure in measures:
        if ask.by and ask.by not in SPLITS[measure.relation]:
            found[measure.name] = _not_known(measure, ask)
            continue
        query = DISTINCT.get(measure.name) or OWN_QUERY.get(measure.name) or str(measure.relation)
        grouped[measure.relation, query].append(measure)
    for (relation, query), group in grouped.items():
        names = [measure.name for measure in group]
        if relation is Relation.CREDIT:
            found.update(credits(names, ask))
        elif relation is Relation.SPEND:
            found.update(read_spend(names, ask))
        elif relation is Relation.ACTIVITY:
            found.update(read_activity(group, ask))
        elif query == "buyers":
            found.update(_counted_once(group, ask))
        else:
            found.update(_added_up(query, group, ask))
        if ask.by and relation is Relation.EXTERNAL:
            found.update({one.name: _not_known(one, ask) for one in group if _names_nobody(found[one.name])})
    return found


def no_credit_yet(measures: Collection[str], ask: Ask) -> Readings:
    """The reader of credit while no attribution run has been published."""
    return {name: _nowhere(ask, "No attribution run has been published yet.") for name in measures}


def _added_up(query: str, group: Sequence[BaseMeasure], ask: Ask) -> Readings:
    splits = SPLITS[group[0].relation]
    asked = {name for scope in ask.scopes for name in scope.as_mapping()}
    possible = [scope for scope in ask.scopes if set(scope.as_mapping()) <= splits]
    dims = [name for name in DIMENSIONS if name in asked & splits]
    dims += [ask.by] if ask.by and ask.by not in dims else []
    rows = read_rows(query, group, ask, dims=dims)
    found = roll_up(rows, group, replace(ask, scopes=tuple(possible)), dims=dims, lies=inside(dims))
    impossible = replace(ask, scopes=tuple(scope for scope in ask.scopes if scope not in possible))
    for measure in group:
        found[measure.name].update(_nowhere(impossible, f"{measure.sentence}: not known in this scope."))
    return found


def _counted_once(group: Sequence[BaseMeasure], ask: Ask) -> Readings:
    dims = ["scope", ask.by] if ask.by else ["scope"]
    places = {scope: str(place) for place, scope in enumerate(ask.scopes)}
    rows = read_rows("buyers", group, ask, dims=dims)
    return roll_up(rows, group, ask, dims=dims, lies=lambda row, scope: row.dims[0] == places[scope])


def _nowhere(ask: Ask, reason: str) -> dict[Cell, Known]:
    return {Cell(window, scope): Known(None, reason) for scope in ask.scopes for window in ask.windows}


def _not_known(measure: BaseMeasure, ask: Ask) -> dict[Cell, Known]:
    return _nowhere(ask, f"{measure.sentence}: not known by {ask.by.replace('_', ' ')}.")


def _names_nobody(cells: Collection[Cell]) -> bool:
    """Whether values were read that say nothing of the dimension: a part of them is then not known to be 0."""
    return {cell.member for cell in cells} == {""}
