"""Credit measures, read from the newest published attribution run."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone
from campaigns.models import Campaign
from kpis.core.measures import PLACED
from kpis.selectors.asking import Ask, Cell, CreditReader, Known, Readings
from kpis.selectors.base import no_credit_yet
from organisation.core.calendar import Window

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
PARTIAL = "Credit is kept by month; choose whole months."


def newest_credit(*, model: str = DEFAULT_MODEL) -> tuple[CreditReader, CreditRun | None]:
    """A reader of the newest published run under the locked model, and that run; None before the first."""
    run = attribution.latest_run()
    return (credit_of(run, model=model), run) if run else (no_credit_yet, None)


def credit_of(run: CreditRun, *, model: str) -> CreditReader:
    """A reader of one run. It splits by campaign, and by the channel and theme of the campaign."""

    def read(measures: Collection[str], ask: Ask) -> Readings:
        groups = _groups(ask.by)
        return {name: _cells(name, run, model, ask, groups) for name in measures}

    return read


def _cells(
    name: str, run: CreditRun, model: str, ask: Ask, groups: Callable[[int | None], str | None]
) -> dict[Cell, Known]:
    reason = _why_not(name, ask)
    found: dict[Cell, Known] = {}
    for scope in ask.scopes:
        for window in ask.windows:
            why = reason or _not_in(window, ask)
            if why:
                found[Cell(window, scope)] = Known(None, why)
            elif name in TOUCHED:
                touched = attribution.reconciled(run, milestone=TOUCHED[name], window=window, scope=scope)
                found[Cell(window, scope)] = Known(touched.attributed, unknown=touched.unknown)
            else:
                found.update(_by_member(name, run, model, Cell(window, scope), groups))
    return found


def _by_member(
    name: str, run: CreditRun, model: str, cell: Cell, groups: Callable[[int | None], str | None]
) -> dict[Cell, Known]:
    milestone, own_model = BY_CAMPAIGN[name]
    window, scope = cell.window, cell.scope
    rows = attribution.credit_by_campaign(
        run, model=own_model or model, milestone=milestone, window=window, scope=scope
    )
    sums: dict[str | None, Decimal] = defaultdict(lambda: NOTHING)
    for row in rows:
        if own_model != FIRST or row.campaign_id is not None:
            sums[groups(row.campaign_id)] += row.value
    if not sums and groups(None) is None:
        sums[None] = NOTHING
    unknown = attribution.reconciled(run, milestone=milestone, window=window, scope=scope).unknown
    return {Cell(window, scope, member): Known(value, unknown=unknown) for member, value in sums.items()}


def _groups(by: str) -> Callable[[int | None], str | None]:
    """The member that a campaign belongs to; no member where nothing is split."""
    if by == "campaign":
        return lambda campaign: str(campaign or "")
    if by in PLACED:
        places = {pk: str(place or "") for pk, place in Campaign.objects.values_list("pk", f"{by}_id")}
        return lambda campaign: places.get(campaign, "") if campaign else ""
    return lambda campaign: None


def _why_not(name: str, ask: Ask) -> str:
    if name in TOUCHED and ask.by:
        return "What is influenced does not add up, so it is not split."
    if name not in BY_CAMPAIGN and name not in TOUCHED:
        return "Attribution does not tell sales activity or new customers apart, so this is not available."
    if ask.by and ask.by not in PLACED:
        return f"Credit is not split by {ask.by.replace('_', ' ')}; choose it as the scope instead."
    return ""


def _not_in(window: Window, ask: Ask) -> str:
    """Why a window has no credit; one that ends with today is whole, as there is no credit after today."""
    if window.starts_on >= ask.tomorrow:
        return "The window has not begun."
    is_whole = window.starts_on.day == 1 and (window.ends_on.day == 1 or window.ends_on >= ask.tomorrow)
    return "" if is_whole else PARTIAL
