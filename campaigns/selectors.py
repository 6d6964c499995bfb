"""Read the marketing plan and its ledger, set-based: the number of queries does not grow with the data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import TruncMonth

from campaigns.core.ledger import Line, spread, total
from campaigns.models import BudgetEntry, Campaign, SpendEntry
from organisation.core.calendar import Window
from organisation.core.money import shares_to_cents


@dataclass(frozen=True, slots=True)
class CampaignSpend:
    """What one campaign cost in a window; `unknown` counts its entries whose amount is blank or has no rate."""

    campaign_id: int
    amount: Decimal
    unknown: int


@dataclass(frozen=True, slots=True)
class LedgerTotal:
    """The ledger of a window: working spend, enabling spend, and entries whose amount nobody knows."""

    working: Decimal
    enabling: Decimal
    unknown: int
    entries: int

    @property
    def spend(self) -> Decimal:
        return self.working + self.enabling


def ledger_total(window: Window) -> LedgerTotal:
    """Everything spent inside the window, entries over its edge by their days."""
    parts: dict[bool, Decimal] = {True: Decimal("0.00"), False: Decimal("0.00")}
    for spends in _spend_rows(window, by=("enabling",)).items():
        (enabling,), amount = spends
        parts[bool(enabling)] += amount
    counts = _touching(window).aggregate(entries=Count("pk"), unknown=Count("pk", filter=Q(reported__isnull=True)))
    return LedgerTotal(working=parts[False], enabling=parts[True], unknown=counts["unknown"], entries=counts["entries"])


def spend_by_campaign(window: Window) -> Mapping[int, CampaignSpend]:
    """Non-enabling spend by campaign, in the reporting currency; campaigns with no entry are absent."""
    amounts = _spend_rows(window, by=("campaign_id",), enabling=False)
    unknown = dict(
        _touching(window)
        .filter(reported__isnull=True)
        .values_list("campaign_id")
        .annotate(n=Count("pk"))
        .values_list("campaign_id", "n")
    )
    ids = {campaign for (campaign,) in amounts} | set(unknown)
    return {
        campaign: CampaignSpend(campaign, amounts.get((campaign,), Decimal("0.00")), unknown.get(campaign, 0))
        for campaign in ids
    }


def amount_by_campaign(window: Window) -> Mapping[int, Decimal]:
    """What `spend_by_campaign` says, without counting the entries that nobody knows the amount of."""
    return {int(str(pk)): amount for (pk,), amount in _spend_rows(window, by=("campaign_id",), enabling=False).items()}


def spend_by(window: Window, path: str) -> Mapping[int | None, tuple[Decimal, int]]:
    """Non-enabling spend and entries of unknown amount by a path such as `campaign__channel`; None names none."""
    rows = _touching(window).filter(enabling_reason="")
    inside = Q(spent_on__gte=window.starts_on, spent_until__lte=window.ends_on)
    known = Q(reported__isnull=False)
    sums = rows.values_list(f"{path}_id").annotate(
        amount=Sum("reported", filter=inside),
        unknown=Count("pk", filter=~known),
        over=Count("pk", filter=known & ~inside),
    )
    found = {group: (amount or Decimal("0.00"), unknown, over) for group, amount, unknown, over in sums.order_by()}
    amounts = {group: amount for group, (amount, _, _) in found.items()}
    if any(over for _, _, over in found.values()):
        crossing = rows.filter(known).exclude(inside).values_list(f"{path}_id", "reported", "spent_on", "spent_until")
        for group, amount, start, until in crossing:
            amounts[group] += _part_inside(amount, Window(start, until), window)
    return {group: (amounts[group], unknown) for group, (_, unknown, _) in found.items()}


def enabling_by_campaign(window: Window) -> Mapping[int, Decimal]:
    """Enabling spend by campaign, in the reporting currency."""
    found = _spend_rows(window, by=("campaign_id",), enabling=True)
    return {int(str(campaign)): amount for (campaign,), amount in found.items()}


def clicks_by_campaign(window: Window) -> Mapping[int, int]:
    """Clicks as the ledger's sources report them, of entries that begin in the window; without any, absent."""
    rows = SpendEntry.objects.within(window).filter(clicks__gt=0).values_list("campaign_id")
    return dict(rows.annotate(n=Sum("clicks")).order_by())


def spend_by_day(window: Window, *, campaigns: Iterable[int]) -> Mapping[int, Mapping[date, Decimal]]:
    """Non-enabling spend of some campaigns by day, in the reporting currency; longer entries spread by the cent."""
    found: dict[int, dict[date, Decimal]] = defaultdict(lambda: defaultdict(lambda: Decimal("0.00")))
    rows = _touching(window).filter(reported__isnull=False, enabling_reason="", campaign__in=campaigns)
    for campaign, start, until, amount in rows.order_by().values_list(
        "campaign_id", "spent_on", "spent_until", "reported"
    ):
        days = (until - start).days
        for at, part in enumerate(shares_to_cents(amount, [1] * days)):
            day = start + timedelta(days=at)
            if window.starts_on <= day < window.ends_on:
                found[campaign][day] += part
    return found


def lines(window: Window, *, campaigns: Iterable[int] | None = None) -> Mapping[tuple[int, date], Line]:
    """Ledger lines by campaign and month for the months of the window."""
    layers: dict[tuple[int, date], dict[str, Decimal]] = defaultdict(dict)
    entries = BudgetEntry.objects.filter(month__gte=window.starts_on.replace(day=1), month__lt=window.ends_on)
    spends = _touching(window).filter(reported__isnull=False)
    if campaigns is not None:
        entries, spends = entries.filter(campaign__in=campaigns), spends.filter(campaign__in=campaigns)
    for campaign, layer, month, amount in entries.values_list("campaign_id", "layer", "month", "reported"):
        if amount is not None:
            layers[campaign, month][layer] = amount
    for (campaign, month), amount in _by_month(spends, window).items():
        layers[campaign, month]["actual"] = amount
    return {key: Line.of_month(**found) for key, found in layers.items()}


def line_by_campaign(window: Window) -> Mapping[int, Line]:
    """Ledger line of each campaign over the whole window."""
    grouped: dict[int, list[Line]] = defaultdict(list)
    for (campaign, _), line in lines(window).items():
        grouped[campaign].append(line)
    return {campaign: total(rows) for campaign, rows in grouped.items()}


def running_in(window: Window) -> QuerySet[Campaign]:
    """Campaigns that run at some time in the window, with what their rows show."""
    last_day = window.ends_on - timedelta(days=1)
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=last_day)
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=window.starts_on)
    return Campaign.objects.filter(begun & not_over).select_related("channel", "theme", "owner", "audience", "parent")


def _touching(window: Window) -> QuerySet[SpendEntry]:
    return SpendEntry.objects.filter(spent_on__lt=window.ends_on, spent_until__gt=window.starts_on)


def _spend_rows(
    window: Window, *, by: tuple[str, ...], enabling: bool | None = None
) -> dict[tuple[object, ...], Decimal]:
    """Reported amounts inside the window, in one query; entries over its edge are spread over their days first."""
    rows = _touching(window).filter(reported__isnull=False).annotate(enabling=~Q(enabling_reason=""))
    if enabling is not None:
        rows = rows.filter(enabling=enabling)
    over = ~Q(spent_on__gte=window.starts_on, spent_until__lte=window.ends_on)
    # Entries inside are summed by the database; each one over the edge stays a row of its own.
    own = {f"over_{name}": Case(When(over, then=F(name))) for name in ("pk", "spent_on", "spent_until")}
    found: dict[tuple[object, ...], Decimal] = defaultdict(lambda: Decimal("0.00"))
    sums = rows.annotate(**own).values_list(*by, *own).annotate(amount=Sum("reported")).order_by()
    for *key, pk, start, until, amount in sums:
        found[tuple(key)] += amount if pk is None else _part_inside(amount, Window(start, until), window)
    return dict(found)


def _by_month(spends: QuerySet[SpendEntry], window: Window) -> dict[tuple[int, date], Decimal]:
    found: dict[tuple[int, date], Decimal] = defaultdict(lambda: Decimal("0.00"))
    of_a_day = spends.filter(spent_until=F("spent_on") + timedelta(days=1), spent_on__gte=window.starts_on)
    monthly = of_a_day.annotate(in_month=TruncMonth("spent_on")).values_list("campaign_id", "in_month")
    for campaign, month, amount in monthly.annotate(amount=Sum("reported")).order_by():
        found[campaign, month] += amount
    longer = spends.exclude(pk__in=of_a_day.values("pk"))
    for campaign, start, until, amount in longer.values_list("campaign_id", "spent_on", "spent_until", "reported"):
        for month, part in spread(amount, over=Window(start, until)).items():
            if window.starts_on.replace(day=1) <= month < window.ends_on:
                found[campaign, month] += part
    return dict(found)


def _part_inside(amount: Decimal, entry: Window, window: Window) -> Decimal:
    """The part of a range's amount that falls inside the window, by days, to the cent."""
    before = max(0, (window.starts_on - entry.starts_on).days)
    after = max(0, (entry.ends_on - window.ends_on).days)
    return shares_to_cents(amount, [before, entry.days - before - after, after])[1]
