"""Read the cube the way the explorer asks: by channel, theme, campaign or asset, in some months and a scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.db.models import F, Q, QuerySet, Sum

from attribution.core.models import ADDITIVE
from attribution.core.span import Spread
from attribution.models import Credit, CreditBand, CreditRun, CreditTotal, Milestone
from attribution.selectors.credit import within_scope
from campaigns.models import Campaign, Channel, Theme
from organisation.core.calendar import Window, months
from organisation.core.scope import Scope

NOTHING = Decimal(0)


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
    def condition(self) -> Q:
        """The months and the scope, for rows that have both."""
        numbers = [part.starts_on.year * 100 + part.starts_on.month for part in months(self.window)]
        asked = Q(month__gte=min(numbers), month__lte=max(numbers))
        return asked & Q(scope__in=within_scope(self.scope)) if self.scope else asked


@dataclass(frozen=True, slots=True)
class GroupCredit:
    """Credit of one group; `key` and `name` are empty for touches that name none."""

    key: int | None
    name: str
    conversions: Decimal
    value: Decimal
    conversions_squared: float = 0.0
    value_squared: float = 0.0
    conversions_squared_everywhere: float = 0.0
    value_squared_everywhere: float = 0.0


def credit_by_group(part: Slice, *, by: By, model: str) -> Sequence[GroupCredit]:
    """Credit by group, the largest first; groups that have none in these months are left out."""
    path, inside = PATHS[by], part.condition
    rows = _cube(part).filter(model=model).values_list(f"{path}_id", f"{path}__name")
    found = rows.annotate(
        c=Sum("conversions", filter=inside),
        v=Sum("value", filter=inside),
        cs=Sum(F("conversions_error") * F("conversions_error"), filter=inside),
        vs=Sum(F("value_error") * F("value_error"), filter=inside),
        ce=Sum(F("conversions_error") * F("conversions_error")),
        ve=Sum(F("value_error") * F("value_error")),
    ).order_by("-v", "-c", f"{path}_id")
    return [
        GroupCredit(key, name or "", c, v, cs or 0.0, vs or 0.0, ce or 0.0, ve or 0.0)
        for key, name, c, v, cs, vs, ce, ve in found
        if c or v
    ]


def credit_by_model(part: Slice, *, by: By) -> Mapping[str, Sequence[GroupCredit]]:
    """Credit by group under every model that adds up."""
    path = PATHS[by]
    rows = _cube(part).filter(part.condition, model__in=[model.value for model in ADDITIVE])
    found = rows.values_list("model", f"{path}_id", f"{path}__name").annotate(c=Sum("conversions"), v=Sum("value"))
    by_model: dict[str, list[GroupCredit]] = {}
    for model, key, name, conversions, value in found.order_by("-v", "-c", f"{path}_id"):
        by_model.setdefault(model, []).append(GroupCredit(key, name or "", conversions, value))
    return by_model


def credit_by_month(part: Slice, *, by: By, model: str) -> Sequence[tuple[int, GroupCredit]]:
    """Credit by month (such as 202611) and group."""
    path = PATHS[by]
    rows = _cube(part).filter(part.condition, model=model).values_list("month", f"{path}_id", f"{path}__name")
    found = rows.annotate(c=Sum("conversions"), v=Sum("value")).order_by("month")
    return [(month, GroupCredit(key, name or "", c, v)) for month, key, name, c, v in found]


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


def spreads(
    part: Slice, rows: Sequence[GroupCredit], *, by: By, model: str, money: bool
) -> Mapping[int | None, Spread]:
    """What is known of each group's error, for `attribution.core.span`; themes, assets and parts have no bootstrap."""
    if by not in (By.CHANNEL, By.CAMPAIGN) or part.only:
        return {}
    of_run = CreditBand.objects.filter(run=part.run, model=model, milestone=part.milestone, by=by.value)
    bands = {getattr(band, f"{by.value}_id"): band for band in of_run}
    found = {}
    for row in rows:
        band = bands.get(row.key)
        if band is not None:
            whole, low, high = (
                (band.value, band.value_low, band.value_high)
                if money
                else (band.conversions, band.conversions_low, band.conversions_high)
            )
            here = row.value_squared if money else row.conversions_squared
            everywhere = row.value_squared_everywhere if money else row.conversions_squared_everywhere
            found[row.key] = Spread(here, everywhere, whole, low, high)
    return found


def name_of(only: Only) -> str:
    """What the group is called; empty where there is none of this number."""
    kinds = {By.CHANNEL: Channel, By.THEME: Theme, By.CAMPAIGN: Campaign}
    return kinds[only.by].objects.filter(pk=only.key).values_list("name", flat=True).first() or ""  # type: ignore[attr-defined]


def pooled(part: Slice) -> Mapping[str, Sequence[CreditBand]]:
    """Channels under the models that exist for all months together only, by model."""
    rows = CreditBand.objects.filter(run=part.run, milestone=part.milestone, by="channel").select_related("channel")
    by_model: dict[str, list[CreditBand]] = {}
    for band in rows.exclude(model__in=[model.value for model in ADDITIVE]).order_by("-value"):
        by_model.setdefault(band.model, []).append(band)
    return by_model


def _cube(part: Slice) -> QuerySet[Credit]:
    rows = Credit.objects.filter(run=part.run, milestone=part.milestone, is_unattributed=False)
    return rows.filter(**{f"{PATHS[part.only.by]}_id": part.only.key}) if part.only else rows
