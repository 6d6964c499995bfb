"""Credit measures, read from the newest published attribution run."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone, Sourcing
from kpis.core.measures import PLACED
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
Inside = Mapping[int, Sequence[int]]
Sums = dict[tuple[int, int], dict[str | None, Decimal]]
PARTIAL = "Credit is kept by month; choose whole months."


def newest_credit(*, model: str = DEFAULT_MODEL) -> tuple[CreditReader, CreditRun | None]:
    """A reader of the newest published run under the locked model, and that run; None before the first."""
    run = attribution.latest_run()
    return (credit_of(run, model=model), run) if run else (no_credit_yet, None)


def credit_of(run: CreditRun, *, model: str) -> CreditReader:
    """A reader of one run. It splits by campaign, and by the channel and theme of the campaign."""

    def read(measures: Collection[str], ask: Ask) -> Readings:
        inside = _combinations(ask)
        return {name: _cells(name, run, model, ask, inside) for name in measures}

    return read


def _cells(name: str, run: CreditRun, model: str, ask: Ask, inside: Inside) -> dict[Cell, Known]:
    """Every cell of the question; the cube is read once, whatever the number of windows and scopes."""
    reason = _why_not(name, ask)
    whys = [reason or _not_in(window, ask) for window in ask.windows]
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
        return {**found, **_before_sales(BEFORE_SALES[name], run, ask, by_month, inside)}
    sums, unknown = _sums(name, run, model, ask, by_month, inside)
    for number in sorted({number for numbers in by_month.values() for number in numbers}):
        for place, scope in enumerate(ask.scopes):
            members = sums.get((number, place)) or ({} if ask.by else {None: NOTHING})
            blank = int(unknown.get((number, place), {}).get(None, 0))
            for member, value in members.items():
                found[Cell(ask.windows[number], scope, member)] = Known(Decimal(value), unknown=blank)
    return found


def _sums(
    name: str, run: CreditRun, model: str, ask: Ask, by_month: Mapping[int, Sequence[int]], inside: Inside
) -> tuple[Sums, Sums]:
    """Money by window, scope and member, and how many amounts are unknown."""
    milestone, own_model = BY_CAMPAIGN.get(name) or (TOUCHED[name], "")
    span = {"first": min(by_month), "last": max(by_month)}
    totals = attribution.total_cells(run, milestone=milestone, **span)
    unknown = _summed(((row.month, row.scope_id, None, row.unknown) for row in totals), by_month, inside)
    if name in TOUCHED:
        rows = [(row.month, row.scope_id, None, row.attributed) for row in totals]
        return _summed(rows, by_month, inside), unknown
    cells = attribution.cube(
        run, model=own_model or model, milestone=milestone, by=ask.by, only_named=own_model == FIRST, **span
    )
    credited = ((row.month, row.scope_id, _member(row.member, ask), row.value) for row in cells)
    return _summed(credited, by_month, inside), unknown


def _before_sales(
    milestone: Milestone, run: CreditRun, ask: Ask, by_month: Mapping[int, Sequence[int]], inside: Inside
) -> dict[Cell, Known]:
    """What marketing sourced; no data where none of the deals can be decided."""
    rule = Sourcing.Rule.BEFORE_SALES
    span = {"first": min(by_month), "last": max(by_month)}
    cells = attribution.sourced_cells(run, rule=rule, milestone=milestone, **span)
    value, unknown, deals, decided = (
        _summed(((cell.month, cell.scope_id, None, getattr(cell, part)) for cell in cells), by_month, inside)
        for part in ("value", "unknown", "deals", "decided")
    )
    found = {}
    for number in sorted({number for numbers in by_month.values() for number in numbers}):
        for place, scope in enumerate(ask.scopes):
            at = (number, place)
            undecided = deals[at][None] > 0 and not decided[at][None]
            known = Known(NOTHING + value[at][None], unknown=int(unknown[at][None]))
            found[Cell(ask.windows[number], scope)] = Known(None, attribution.NO_DATA[rule]) if undecided else known
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


def _combinations(ask: Ask) -> Inside:
    """By code of a combination of dimensions, the places of the scopes that it lies in."""
    return {
        code: [place for place, scope in enumerate(ask.scopes) if scope.contains(values)]
        for code, values in attribution.combinations().items()
    }


def _months(window: Window) -> list[int]:
    return [part.starts_on.year * 100 + part.starts_on.month for part in months(window)]


def _member(found: int | None, ask: Ask) -> str | None:
    """The member that credit belongs to; no member where nothing is split."""
    return str(found or "") if ask.by else None


def _why_not(name: str, ask: Ask) -> str:
    if name in TOUCHED and ask.by:
        return "What is influenced does not add up, so it is not split."
    if name in BEFORE_SALES and ask.by:
        return "What came before sales is not split."
    if name not in BY_CAMPAIGN and name not in TOUCHED and name not in BEFORE_SALES:
        return "Attribution does not tell new customers apart, so this is not available."
    if ask.by and ask.by not in PLACED:
        return f"Credit is not split by {ask.by.replace('_', ' ')}; choose it as the scope instead."
    return ""


def _not_in(window: Window, ask: Ask) -> str:
    """Why a window has no credit; one that ends with today is whole, as there is no credit after today."""
    if window.starts_on >= ask.tomorrow:
        return "The window has not begun."
    is_whole = window.starts_on.day == 1 and (window.ends_on.day == 1 or window.ends_on >= ask.tomorrow)
    return "" if is_whole else PARTIAL
