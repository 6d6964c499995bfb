"""Add rows up into the cells of an answer, and say why where there is nothing to add."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from kpis.core.measures import BaseMeasure, Reading
from kpis.core.stats import median
from kpis.selectors.asking import Ask, Cell, Known
from kpis.selectors.rows import Row
from organisation.core.calendar import Window
from organisation.core.scope import Scope

Inside = Callable[[Row, Scope], bool]


def inside(dims: Sequence[str]) -> Inside:
    """Whether a row with these dimensions lies in a scope."""
    return lambda row, scope: not scope or scope.contains(dict(zip(dims, row.dims, strict=True)))


def roll_up(
    rows: Sequence[Row], measures: Sequence[BaseMeasure], ask: Ask, *, dims: Sequence[str], lies: Inside
) -> dict[str, dict[Cell, Known]]:
    """Known values by measure and cell of every scope asked for."""
    found: dict[str, dict[Cell, Known]] = {measure.name: {} for measure in measures}
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        alike[row.dims].append(row)
    for scope in ask.scopes:
        mine = [row for group in alike.values() if lies(group[0], scope) for row in group]
        for name, cells in _of_scope(mine, measures, ask, scope, dims).items():
            found[name].update(cells)
    return found


def _of_scope(
    rows: Sequence[Row], measures: Sequence[BaseMeasure], ask: Ask, scope: Scope, dims: Sequence[str]
) -> dict[str, dict[Cell, Known]]:
    by_name, tomorrow = {measure.name: measure for measure in measures}, ask.tomorrow
    place = dims.index(ask.by) if ask.by else None
    heaps: dict[tuple[str, int, str | None], list[Row]] = defaultdict(list)
    since: dict[str, date | None] = {}
    members: dict[str | None, None] = {}
    for row in rows:
        evidence = by_name[row.measure].evidence
        if row.window == len(ask.windows):
            earliest = [day for day in (since.get(evidence), row.first) if day]
            since[evidence] = min(earliest) if earliest else None
            continue
        member = None if place is None else row.dims[place]
        members[member] = None
        heaps[row.measure, row.window, member].append(row)
    if place is None:
        members = {None: None}
    return {
        name: {
            Cell(window, scope, member): _known(
                measure, heaps.get((name, number, member), []), _absence(measure, since, window, tomorrow)
            )
            for number, window in enumerate(ask.windows)
            for member in members
        }
        for name, measure in by_name.items()
    }


def _absence(measure: BaseMeasure, since: Mapping[str, date | None], window: Window, tomorrow: date) -> str:
    """Why a cell without rows is no data; empty where nothing means 0."""
    if window.starts_on >= tomorrow:
        return "The window has not begun."
    if measure.evidence not in since:
        return f"Nothing is known of {measure.label}."
    first = since[measure.evidence]
    if first is not None and window.ends_on <= first:
        return f"Records begin on {first.isoformat()}."
    return ""


def _known(measure: BaseMeasure, rows: Sequence[Row], absence: str) -> Known:
    if not rows:
        empty = measure.reading in {Reading.MEDIAN, Reading.LATEST}
        reason = absence or (f"Nothing in this window for {measure.label}." if empty else "")
        return Known(None if reason else Decimal(0), reason)
    if measure.reading is Reading.LATEST:
        newest = max(row.first for row in rows if row.first)
        rows = [row for row in rows if row.first == newest]
    unknown, count = sum(int(row.unknown) for row in rows), sum(row.rows for row in rows)
    if unknown and measure.ripens:
        return Known(None, f"{unknown:,} of {count:,} are too young to tell: {measure.label}.", unknown)
    amounts = [row.amount for row in rows if row.amount is not None]
    if not amounts:
        return Known(None, f"Not available: none of {count:,} amounts is known ({measure.label}).", unknown)
    if measure.reading is Reading.MEDIAN:
        return Known(median((row.amount / row.rows, row.rows) for row in rows if row.amount is not None))
    return Known(sum(amounts, Decimal(0)), unknown=unknown)
