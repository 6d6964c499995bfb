"""Spend, as the ledger adds it up, so that every KPI reconciles with it to the cent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Min

from campaigns.models import Campaign, SpendEntry
from campaigns.selectors import enabling_by_campaign, spend_by_campaign
from kpis.core.measures import MEASURES
from kpis.selectors.asking import Ask, Cell, Known
from kpis.selectors.rollup import roll_up
from kpis.selectors.rows import Row
from organisation.core.calendar import Window
from organisation.core.scope import Scope

DIMS = ("campaign", "channel", "theme")
UNDIVIDED = "business"
"""Spend is not divided into new and existing business: it counts in full in both."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a campaign belongs, and whom it addresses."""

    dims: tuple[str, str, str]
    is_paid: bool
    audience: Scope


def read_spend(measures: Collection[str], ask: Ask) -> dict[str, dict[Cell, Known]]:
    """Spend by cell. In a scope count the campaigns whose audience names only values of the scope."""
    places = _places()
    first = SpendEntry.objects.aggregate(first=Min("spent_on"))["first"]
    rows = [
        row
        for number, window in enumerate(ask.windows)
        for row in _rows(number, window, places)
        if row.measure in measures
    ]
    always = len(ask.windows)
    rows += [
        Row(always, name, Decimal(0), 1, 0, first, place.dims)
        for place in places.values()
        for name in measures
        if first
    ]
    audiences = {place.dims[0]: place.audience for place in places.values()}
    asked = [MEASURES[name] for name in measures]
    return roll_up(rows, asked, ask, dims=DIMS, lies=lambda row, scope: _lies(audiences[row.dims[0]], scope))


def _rows(number: int, window: Window, places: Mapping[int, _Place]) -> list[Row]:
    rows = []
    for spent in spend_by_campaign(window).values():
        place = places[spent.campaign_id]
        names = ["spend", "campaign_spend", *(["paid_spend"] if place.is_paid else [])]
        amount = spent.amount if spent.amount or not spent.unknown else None
        rows += [Row(number, name, amount, 1, spent.unknown, window.starts_on, place.dims) for name in names]
    for campaign, amount in enabling_by_campaign(window).items():
        rows.append(Row(number, "spend", amount, 1, 0, window.starts_on, places[campaign].dims))
    return rows


def _places() -> dict[int, _Place]:
    campaigns = Campaign.objects.select_related("channel", "audience")
    return {row.pk: _place(row) for row in campaigns}


def _place(row: Campaign) -> _Place:
    dims = (str(row.pk), str(row.channel_id or ""), str(row.theme_id or ""))
    audience = Scope.from_mapping(row.audience.scope) if row.audience else Scope()
    return _Place(dims, bool(row.channel and row.channel.is_paid), audience)


def _lies(audience: Scope, scope: Scope) -> bool:
    named = audience.as_mapping()
    return all(
        set(named.get(name, [])) <= set(values) and bool(named.get(name))
        for name, values in scope.as_mapping().items()
        if name != UNDIVIDED
    )
