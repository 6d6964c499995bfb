"""What the groups of a slice cost, or why nobody knows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attribution.selectors.explorer import By, GroupCredit, Only, Slice, names_of
from attribution.selectors.returns import NO_CREDIT, SCOPED, Cost, cost_of, cost_with
from campaigns.models import Campaign
from campaigns.selectors import spend_by
from organisation.core.calendar import Window

PATHS = {By.CHANNEL: "campaign__channel", By.THEME: "campaign__theme", By.CAMPAIGN: "campaign"}
NOT_BY_ASSET = "Spend is recorded by campaign, not by asset."
NOT_A_PART = "Spend of a part of a campaign is not recorded."


Spent = Mapping[int | None, tuple[Decimal, int]]
"""By group what is known, and how many entries have no known amount."""
Kept = Mapping[By, Spent]


def costs(part: Slice, rows: Sequence[GroupCredit], *, by: By, kept: Kept | None = None) -> Mapping[int | None, Cost]:
    """Actual spend without enabling spend, in the months of the slice, of every row's group; `kept` is that of then."""
    if reason := _why_not(part, by):
        return {row.key: Cost(None, reason) for row in rows}
    known = _known(part, by, kept)
    return {row.key: cost_of(row.key, known, None) for row in rows}


def uncredited(part: Slice, rows: Sequence[GroupCredit], *, by: By, kept: Kept | None = None) -> Sequence[GroupCredit]:
    """Groups that cost money in the months of the slice and are not among `rows`, the dearest first."""
    if _why_not(part, by):
        return []
    credited = {row.key for row in rows}
    spent = {key: cost for key, cost in _known(part, by, kept).items() if key not in credited and cost.amount != 0}
    ranked = sorted(spent, key=lambda key: (-(spent[key].amount or Decimal(0)), key))
    allowed = names_of(by, _of(part.only, ranked))
    return [GroupCredit(key, allowed[key], NO_CREDIT.conversions, NO_CREDIT.value) for key in ranked if key in allowed]


def spent_now(window: Window) -> Kept:
    """What every way to group by cost in a window, to be kept."""
    return {by: spend_by(window, path) for by, path in PATHS.items()}


def _known(part: Slice, by: By, kept: Kept | None) -> Mapping[int, Cost]:
    found = spend_by(part.window, PATHS[by]) if kept is None else kept[by]
    return {key: cost_with(*sums) for key, sums in found.items() if key is not None}


def _of(only: Only | None, campaigns: Sequence[int]) -> Sequence[int]:
    """The campaigns of the theme that the slice is narrowed to; no other narrowing has costs."""
    if only is None:
        return campaigns
    return list(Campaign.objects.filter(theme=only.key, pk__in=campaigns).values_list("pk", flat=True))


def _why_not(part: Slice, by: By) -> str:
    if part.scope:
        return SCOPED
    if by is By.ASSET:
        return NOT_BY_ASSET
    whole_campaigns = part.only is None or (part.only.by is By.THEME and by is By.CAMPAIGN)
    return "" if whole_campaigns else NOT_A_PART
