"""What the groups of a slice cost, or why nobody knows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attribution.core.returns import Cost
from attribution.selectors.explorer import By, GroupCredit, Slice
from campaigns.selectors import spend_by

PATHS = {By.CHANNEL: "campaign__channel", By.THEME: "campaign__theme", By.CAMPAIGN: "campaign"}
NOT_BY_SCOPE = "Spend is not recorded by segment, region, product or business unit."
NOT_BY_ASSET = "Spend is recorded by campaign, not by asset."
NOT_A_PART = "Spend of a part of a campaign is not recorded."
NOTHING_SPENT = "No spend is recorded in these months."
NO_CAMPAIGN = "Touches without a campaign have no spend."


def costs(part: Slice, rows: Sequence[GroupCredit], *, by: By) -> Mapping[int | None, Cost]:
    """Actual spend without enabling spend, in the months of the slice, of every row's group."""
    if reason := _why_not(part, by):
        return {row.key: Cost(None, reason) for row in rows}
    found = spend_by(part.window, PATHS[by])
    return {row.key: _cost(row.key, found) for row in rows}


def _why_not(part: Slice, by: By) -> str:
    if part.scope:
        return NOT_BY_SCOPE
    if by is By.ASSET:
        return NOT_BY_ASSET
    whole_campaigns = part.only is None or (part.only.by is By.THEME and by is By.CAMPAIGN)
    return "" if whole_campaigns else NOT_A_PART


def _cost(key: int | None, found: Mapping[int | None, tuple[Decimal, int]]) -> Cost:
    if key is None:
        return Cost(None, NO_CAMPAIGN)
    amount, unknown = found.get(key, (None, 0))
    if unknown:
        return Cost(None, f"{unknown} entr{'y has' if unknown == 1 else 'ies have'} no known amount.")
    return Cost(None, NOTHING_SPENT) if amount is None else Cost(amount)
