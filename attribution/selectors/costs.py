"""What the groups of a slice cost, or why nobody knows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attribution.selectors.explorer import By, GroupCredit, Slice
from attribution.selectors.returns import NAMELESS, NO_SPEND, SCOPED, Cost
from campaigns.selectors import spend_by

PATHS = {By.CHANNEL: "campaign__channel", By.THEME: "campaign__theme", By.CAMPAIGN: "campaign"}
NOT_BY_ASSET = "Spend is recorded by campaign, not by asset."
NOT_A_PART = "Spend of a part of a campaign is not recorded."


def costs(part: Slice, rows: Sequence[GroupCredit], *, by: By) -> Mapping[int | None, Cost]:
    """Actual spend without enabling spend, in the months of the slice, of every row's group."""
    if reason := _why_not(part, by):
        return {row.key: Cost(None, reason) for row in rows}
    found = spend_by(part.window, PATHS[by])
    return {row.key: _cost(row.key, *found.get(row.key, (None, 0))) for row in rows}


def _why_not(part: Slice, by: By) -> str:
    if part.scope:
        return SCOPED
    if by is By.ASSET:
        return NOT_BY_ASSET
    whole_campaigns = part.only is None or (part.only.by is By.THEME and by is By.CAMPAIGN)
    return "" if whole_campaigns else NOT_A_PART


def _cost(key: int | None, amount: Decimal | None, unknown: int) -> Cost:
    if key is None:
        return Cost(None, NAMELESS)
    if unknown:
        entries = "One spend entry has" if unknown == 1 else f"{unknown} spend entries have"
        return Cost(None, f"{entries} no amount in the reporting currency.")
    return Cost(amount, "" if amount is not None else NO_SPEND)
