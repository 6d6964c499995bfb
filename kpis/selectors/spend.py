"""Spend, as the ledger adds it up, so that every KPI reconciles with it to the cent; and what it reached."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Min

from campaigns.models import Campaign, SpendEntry
from campaigns.selectors import spent_in
from kpis.core.measures import MEASURES, BaseMeasure
from kpis.selectors.asking import Ask, Cell, Known
from kpis.selectors.rollup import roll_up
from kpis.selectors.rows import Row, read_rows
from organisation.core.calendar import Window
from organisation.core.scope import Scope

DIMS = ("campaign", "channel", "theme", "segment", "region", "product", "business_unit")
UNDIVIDED = "business"
"""Spend is not divided into new and existing business: it counts in full in both."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a campaign belongs, and whom it addresses; `dims` as DIMS has them."""

    dims: tuple[str, ...]
    is_paid: bool
    audience: Scope


def read_spend(measures: Collection[str], ask: Ask) -> dict[str, dict[Cell, Known]]:
    """Spend by cell. In a scope count the campaigns whose audience names only values of the scope.

    By segment, region, product or business unit a campaign stands with the one value that its audience names.
    """
    places = _places()
    first = SpendEntry.objects.aggregate(first=Min("spent_on"))["first"]
    rows = [row for row in _rows(ask.windows, places) if row.measure in measures]
    always = len(ask.windows)
    rows += [
        Row(always, name, Decimal(0), 1, 0, first, place.dims)
        for place in places.values()
        for name in measures
        if first
    ]
    return _by_campaign(rows, [MEASURES[name] for name in measures], ask, places)


def read_activity(measures: Sequence[BaseMeasure], ask: Ask) -> dict[str, dict[Cell, Known]]:
    """Impressions and clicks by cell; they stand where the spend of their campaign stands."""
    places = _places()
    rows = read_rows("activity", measures, ask, dims=["campaign"])
    placed = [replace(row, dims=places[int(row.dims[0])].dims) for row in rows]
    return _by_campaign(placed, measures, ask, places)


def _by_campaign(
    rows: Sequence[Row], measures: Sequence[BaseMeasure], ask: Ask, places: Mapping[int, _Place]
) -> dict[str, dict[Cell, Known]]:
    audiences = {place.dims[0]: place.audience for place in places.values()}
    return roll_up(rows, measures, ask, dims=DIMS, lies=lambda row, scope: _lies(audiences[row.dims[0]], scope))


def _rows(windows: Sequence[Window], places: Mapping[int, _Place]) -> Iterator[Row]:
    for spent in spent_in(windows):
        place = places[spent.group or 0]
        names = ["spend"]
        if not spent.is_enabling:
            names += ["campaign_spend", *(["paid_spend"] if place.is_paid else [])]
        first = windows[spent.window].starts_on
        for name in names:
            yield Row(spent.window, name, spent.amount, 1, spent.unknown, first, place.dims)


def _places() -> dict[int, _Place]:
    campaigns = Campaign.objects.select_related("channel", "audience")
    return {row.pk: _place(row) for row in campaigns}


def _place(row: Campaign) -> _Place:
    audience = Scope.from_mapping(row.audience.scope) if row.audience else Scope()
    named = audience.as_mapping()
    addressed = [values[0] if len(values := named.get(name, [])) == 1 else "" for name in DIMS[3:]]
    dims = (str(row.pk), str(row.channel_id or ""), str(row.theme_id or ""), *addressed)
    return _Place(dims, bool(row.channel and row.channel.is_paid), audience)


def _lies(audience: Scope, scope: Scope) -> bool:
    named = audience.as_mapping()
    return all(
        set(named.get(name, [])) <= set(values) and bool(named.get(name))
        for name, values in scope.as_mapping().items()
        if name != UNDIVIDED
    )
