"""Credit measures, read from the newest published attribution run."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone, Sourcing
from kpis.core.measures import PLACED, SCOPED
from kpis.selectors.asking import Ask, Cell, CreditReader, Known, Readings
from kpis.selectors.base import no_credit_yet
from organisation.core.calendar import Window, months

DEFAULT_MODEL = "linear"
FIRST = "first"
NOTHING = Decimal("0.00")
# Under the model “first” a deal's whole amount goes to its first touch: that is sourcing by first touch.
BY_CAMPAIGN: Mapping[str, tuple[Milestone, str]] = {
    "attributed_revenue_credit": (Milestone.WON, ""),
    "attributed_pipeline_credit": (Milestone.OPPORTUNITY, ""),
    "sourced_revenue_by_first_touch": (Milestone.WON, FIRST),
    "sourced_pipeline_by_first_touch": (Milestone.OPPORTUNITY, FIRST),
}
# What some touch preceded, in full: all there is but the unattributed.
TOUCHED: Mapping[str, Milestone] = {
    "influenced_revenue_amount": Milestone.WON,
    "influenced_pipeline_amount": Milestone.OPPORTUNITY,
}
# What marketing touched before sales did, as the run decided deal by deal.
BEFORE_SALES: Mapping[str, Milestone] = {
    "sourced_revenue_before_sales": Milestone.WON,
    "sourced_pipeline_before_sales": Milestone.OPPORTUNITY,
}
Combinations = Mapping[int, Mapping[str, str]]
Inside = Mapping[int, Sequence[int]]
Sums = dict[tuple[int, int], dict[str | None, Decimal]]
PARTIAL = "Credit is kept by month; choose whole months."


def newest_credit(*, model: str = DEFAULT_MODEL) -> tuple[CreditReader, CreditRun | None]:
    """A reader of the newest published run under the locked model, and that run; None before the first."""
    run = attribution.latest_run()
    return (credit_of(run, model=model), run) if run else (no_credit_yet, None)


def credit_of(run: CreditRun, *, model: str) -> CreditReader:
    """A reader of one run. It splits by campaign, its channel and theme, and by the dimensions of scopes."""

    def read(measures: Collection[str], ask: Ask) -> Readings:
        known, since = attribution.combinations(), attribution.first_months(run)
        return {name: _cells(name, run, model, ask, known, since) for name in measures}

    return read


def _cells(
    name: str, run: CreditRun, model: str, ask: Ask, known: Combinations, since: Mapping[int, int]
) -> dict[Cell, Known]:
    """Every cell of the question; the cube is read once, whatever the number of windows and scopes."""
    reason = _why_not(name, ask)
    whys = [reason or _not_in(window, ask) or _not_known(name, window, since) for window in ask.windows]
    found: dict[Cell, Known] = {}
    by_month: dict[int, list[int]] = defaultdict(list)
    for number, (window, why) in enumerate(zip(ask.windows, whys, strict=True)):
        if why:
            found.update({Cell(window, scope): Known(None, why) for scope in ask.scopes})
        else:
            for month in _months(window):
                by_month[month].append(number)
    if not by_month:
        return found
    if name in BEFORE_SALES:
        return {**found, **_before_sales(BEFORE_SALES[name], run, ask, by_month, known)}
    sums, unknown = _sums(name, run, model, ask, by_month, known)
    for number in sorted({number for numbers in by_month.values() for number in numbers}):
        for place, scope in enumerate(ask.scopes):
            members = sums.get((number, place)) or ({} if ask.by else {None: NOTHING})
            blank = unknown.get((number, place), {})
            for member, value in members.items():
                without = int(blank.get(None if ask.by in PLACED else member, 0))
                found[Cell(ask.windows[number], scope, member)] = Known(Decimal(value), unknown=without)
    return found


def _sums(
    name: str, run: CreditRun, model: str, ask: Ask, by_month: Mapping[int, Sequence[int]], known: Combinations
) -> tuple[Sums, Sums]:
    """Money by window, scope and member, and how many amounts are unknown."""
    span = {"first": min(by_month), "last": max(by_month)}
    inside = _inside(known, ask)
    milestone, own_model = BY_CAMPAIGN.get(name) or (TOUCHED[name], "")
    totals = attribution.total_cells(run, milestone=milestone, **span)
    blank = [(row.month, row.scope_id, _of_scope(row.scope_id, known, ask), row.unknown) for row in totals]
    unknown = _summed(blank, by_month, inside)
    if name in TOUCHED:
        rows = [(row.month, row.scope_id, _of_scope(row.scope_id, known, ask), row.attributed) for row in totals]
        return _summed(rows, by_month, inside), unknown
    cells = attribution.cube(
        run, model=own_model or model, milestone=milestone, by=_placed(ask), only_named=own_model == FIRST, **span
    )
    return _summed(_told(cells, known, ask), by_month, inside), unknown


def _before_sales(
    milestone: Milestone, run: CreditRun, ask: Ask, by_month: Mapping[int, Sequence[int]], known: Combinations
) -> dict[Cell, Known]:
    """What marketing sourced; no data where none of the deals can be decided."""
    rule = Sourcing.Rule.BEFORE_SALES
    span, inside = {"first": min(by_month), "last": max(by_month)}, _inside(known, ask)
    cells = attribution.sourced_cells(run, rule=rule, milestone=milestone, **span)

    def summed(part: str) -> Sums:
        rows = [(one.month, one.scope_id, _of_scope(one.scope_id, known, ask), getattr(one, part)) for one in cells]
        return _summed(rows, by_month, inside)

    value, unknown, deals, decided = map(summed, ("value", "unknown", "deals", "decided"))
    found = {}
    for number in sorted({number for numbers in by_month.values() for number in numbers}):
        for place, scope in enumerate(ask.scopes):
            at = (number, place)
            for member in list(deals[at]) if ask.by else [None]:
                undecided = deals[at][member] > 0 and not decided[at][member]
                sourced = Known(NOTHING + value[at][member], unknown=int(unknown[at][member]))
                told = Known(None, attribution.NO_DATA[rule]) if undecided else sourced
                found[Cell(ask.windows[number], scope, member)] = told
    return found


def _summed(
    rows: Iterable[tuple[int, int, str | None, Decimal | int]], by_month: Mapping[int, Sequence[int]], inside: Inside
) -> Sums:
    """Sums by window and scope (their places), and member."""
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    for month, combination, member, value in rows:
        for number in by_month.get(month, ()):
            for place in inside.get(combination, ()):
                sums[number, place][member] += value
    return sums


def _inside(known: Combinations, ask: Ask) -> Inside:
    """By code of a combination of dimensions, the places of the scopes that it lies in."""
    return {
        code: [place for place, scope in enumerate(ask.scopes) if scope.contains(values)]
        for code, values in known.items()
    }


def _told(
    cells: Iterable[attribution.CubeCell], known: Combinations, ask: Ask
) -> Iterator[tuple[int, int, str | None, Decimal]]:
    """Month, combination, member and amount of each cell."""
    for row in cells:
        placed = str(row.member or "") if ask.by in PLACED else _of_scope(row.scope_id, known, ask)
        yield row.month, row.scope_id, placed, row.value


def _of_scope(combination: int, known: Combinations, ask: Ask) -> str | None:
    """The member that a combination of dimensions belongs to; none where nothing is split."""
    return known[combination][ask.by] if ask.by in SCOPED else None


def _placed(ask: Ask) -> str:
    """What the cube itself is split by: campaigns and what they belong to."""
    return ask.by if ask.by in PLACED else ""


def _months(window: Window) -> list[int]:
    return [part.starts_on.year * 100 + part.starts_on.month for part in months(window)]


def _why_not(name: str, ask: Ask) -> str:
    if name in TOUCHED and ask.by in PLACED:
        return "What is influenced does not add up over campaigns, so it is not split by them."
    if name in BEFORE_SALES and ask.by in PLACED:
        return "What came before sales is not split by campaigns."
    return ""


def _not_known(name: str, window: Window, since: Mapping[int, int]) -> str:
    """Why a window in which nothing could be credited has no credit, instead of a credit of 0."""
    milestone = BY_CAMPAIGN[name][0] if name in BY_CAMPAIGN else {**TOUCHED, **BEFORE_SALES}[name]
    first = since.get(milestone)
    if first is None:
        return "No won opportunity is known." if milestone == Milestone.WON else "No opportunity is known."
    return f"Records begin in {first // 100}-{first % 100:02}." if max(_months(window)) < first else ""


def _not_in(window: Window, ask: Ask) -> str:
    """Why a window has no credit; one that ends with today is whole, as there is no credit after today."""
    if window.starts_on >= ask.tomorrow:
        return "The window has not begun."
    is_whole = window.starts_on.day == 1 and (window.ends_on.day == 1 or window.ends_on >= ask.tomorrow)
    return "" if is_whole else PARTIAL
