"""The ledger by day and by month beside its plan, and the campaigns that run in a window."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from campaigns.core.ledger import Line, spread, total
from campaigns.models import BudgetEntry, Campaign, SpendEntry
from organisation.core.calendar import Window
from organisation.core.money import shares_to_cents


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
