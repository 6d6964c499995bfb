"""Read the cube the way the explorer asks: by channel, theme, campaign or asset, in some months and a scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q, QuerySet, Sum

from attribution.core.models import ADDITIVE
from attribution.core.quotients import Amount
from attribution.models import Credit, CreditBand, CreditRun, CreditTotal, Milestone
from attribution.selectors.amounts import FEWEST, amount, around, error
from attribution.selectors.credit import within_scope
from campaigns.models import Asset, Campaign, Channel, Theme
from organisation.core.calendar import Window, months
from organisation.core.scope import Scope


class By(StrEnum):
    CHANNEL = "channel"
    THEME = "theme"
    CAMPAIGN = "campaign"
    ASSET = "asset"


PATHS: Mapping[By, str] = {
    By.CHANNEL: "channel",
    By.THEME: "campaign__theme",
    By.CAMPAIGN: "campaign",
    By.ASSET: "asset",
}


@dataclass(frozen=True, slots=True)
class Only:
    """Credit of one channel, theme or campaign alone."""

    by: By
    key: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a run: one milestone, the whole months of a window, a scope; credit of one group alone."""

    run: CreditRun
    milestone: Milestone
    window: Window
    scope: Scope = field(default_factory=Scope)
    only: Only | None = None

    @property
    def months(self) -> Sequence[int]:
        """The months of the window, such as 202611."""
        return [part.starts_on.year * 100 + part.starts_on.month for part in months(self.window)]

    @property
    def is_whole(self) -> bool:
        """Whether this is all that the run knows of the milestone."""
        extent = self.run.extent.get("months", {}).get(self.milestone.name.lower())
        if self.scope or self.only or not extent:
            return False
        return min(self.months) <= extent[0] and max(self.months) >= extent[1]

    @property
    def condition(self) -> Q:
        """The months and the scope, for rows that have both."""
        asked = Q(month__gte=min(self.months), month__lte=max(self.months))
        return asked & Q(scope__in=within_scope(self.scope)) if self.scope else asked


@dataclass(frozen=True, slots=True)
class GroupCredit:
    """Credit of one group with its 90 % bounds; `key` and `name` are empty for touches that name none.

    `share`: bounds of its share of what is attributed, known of all months of the run together.
    """

    key: int | None
    name: str
    conversions: Amount
    value: Amount
    share: tuple[float | None, float | None] = (None, None)


def credit_by_group(part: Slice, *, by: By, model: str, touched: Decimal) -> Sequence[GroupCredit]:
    """Credit by group, the largest first, with bounds where enough of its milestones were `touched`.

    Over all months of the run and without a scope the bounds of channels and campaigns are the bootstrap's; else they
    are as `attribution.selectors.amounts` has them.
    """
    path = PATHS[by]
    rows = _cube(part).filter(part.condition, model=model).values_list(f"{path}_id", f"{path}__name")
    found = rows.annotate(
        c=Sum("conversions"), v=Sum("value"), ce=error("conversions_error"), ve=error("value_error")
    ).order_by("-v", "-c", f"{path}_id")
    bands = _bands(part, by, model) if touched >= FEWEST else {}
    groups = []
    for key, name, c, v, ce, ve in found:
        band, share = bands.get(key), (None, None)
        if touched < FEWEST:
            bounds = (None, None), (None, None)
        elif band is not None:
            bounds = (band.conversions_low, band.conversions_high), (band.value_low, band.value_high)
            share = band.share_low, band.share_high
        else:
            bounds = around(c, ce), around(v, ve)
        conversions, value = amount(c, *bounds[0], "0.000001"), amount(v, *bounds[1], "0.01")
        groups.append(GroupCredit(key, name or "", conversions, value, share))
    return groups


def _bands(part: Slice, by: By, model: str) -> Mapping[int | None, CreditBand]:
    """The bootstrap's bands, where the slice is all that they are about."""
    if by not in (By.CHANNEL, By.CAMPAIGN) or not part.is_whole:
        return {}
    rows = CreditBand.objects.filter(run=part.run, model=model, milestone=part.milestone, by=by.value)
    return {getattr(band, f"{by.value}_id"): band for band in rows}


def credit_by_model(part: Slice, *, by: By) -> Mapping[str, Sequence[GroupCredit]]:
    """Credit by group under every model that adds up."""
    path = PATHS[by]
    rows = _cube(part).filter(part.condition, model__in=[model.value for model in ADDITIVE])
    found = rows.values_list("model", f"{path}_id", f"{path}__name").annotate(c=Sum("conversions"), v=Sum("value"))
    by_model: dict[str, list[GroupCredit]] = {}
    for model, key, name, conversions, value in found.order_by("-v", "-c", f"{path}_id"):
        by_model.setdefault(model, []).append(GroupCredit(key, name or "", Amount(conversions), Amount(value)))
    return by_model


def credit_by_month(part: Slice, *, by: By, model: str) -> Sequence[tuple[int, GroupCredit]]:
    """Credit by month (such as 202611) and group."""
    path = PATHS[by]
    rows = _cube(part).filter(part.condition, model=model).values_list("month", f"{path}_id", f"{path}__name")
    found = rows.annotate(c=Sum("conversions"), v=Sum("value")).order_by("month")
    return [(month, GroupCredit(key, name or "", Amount(c), Amount(v))) for month, key, name, c, v in found]


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What the CRM has of a month, and the part that no touch preceded."""

    month: int
    conversions: Decimal
    value: Decimal
    unattributed_conversions: Decimal
    unattributed_value: Decimal


def totals_by_month(part: Slice) -> Sequence[MonthTotal]:
    """The CRM's totals of the slice, month by month."""
    rows = CreditTotal.objects.filter(part.condition, run=part.run, milestone=part.milestone)
    sums = (Sum(name) for name in ("conversions", "value", "unattributed_conversions", "unattributed_value"))
    return [MonthTotal(*found) for found in rows.values_list("month").annotate(*sums).order_by("month")]


KINDS = {By.CHANNEL: Channel, By.THEME: Theme, By.CAMPAIGN: Campaign, By.ASSET: Asset}


def name_of(only: Only) -> str:
    """What the group is called; empty where there is none of this number."""
    return names_of(only.by, [only.key]).get(only.key, "")


def names_of(by: By, keys: Sequence[int]) -> Mapping[int | None, str]:
    """What groups are called."""
    return dict(KINDS[by].objects.filter(pk__in=keys).values_list("pk", "name"))  # type: ignore[attr-defined]


def pooled(part: Slice) -> Mapping[str, Sequence[CreditBand]]:
    """Channels under the models that exist for all months together only, by model."""
    rows = CreditBand.objects.filter(run=part.run, milestone=part.milestone, by="channel").select_related("channel")
    by_model: dict[str, list[CreditBand]] = {}
    for band in rows.exclude(model__in=[model.value for model in ADDITIVE]).order_by("-conversions"):
        by_model.setdefault(band.model, []).append(band)
    return by_model


def _cube(part: Slice) -> QuerySet[Credit]:
    rows = Credit.objects.filter(run=part.run, milestone=part.milestone, is_unattributed=False)
    return rows.filter(**{f"{PATHS[part.only.by]}_id": part.only.key}) if part.only else rows
