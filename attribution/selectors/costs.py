"""What the groups of a slice cost, or why nobody knows."""

from collections.abc import Mapping, Sequence

from attribution.selectors.explorer import By, GroupCredit, Slice
from attribution.selectors.returns import SCOPED, Cost, cost_of, cost_with
from campaigns.selectors import spend_by

PATHS = {By.CHANNEL: "campaign__channel", By.THEME: "campaign__theme", By.CAMPAIGN: "campaign"}
NOT_BY_ASSET = "Spend is recorded by campaign, not by asset."
NOT_A_PART = "Spend of a part of a campaign is not recorded."


def costs(part: Slice, rows: Sequence[GroupCredit], *, by: By) -> Mapping[int | None, Cost]:
    """Actual spend without enabling spend, in the months of the slice, of every row's group."""
    if reason := _why_not(part, by):
        return {row.key: Cost(None, reason) for row in rows}
    found = spend_by(part.window, PATHS[by])
    known = {key: cost_with(*sums) for key, sums in found.items() if key is not None}
    return {row.key: cost_of(row.key, known, None) for row in rows}


def _why_not(part: Slice, by: By) -> str:
    if part.scope:
        return SCOPED
    if by is By.ASSET:
        return NOT_BY_ASSET
    whole_campaigns = part.only is None or (part.only.by is By.THEME and by is By.CAMPAIGN)
    return "" if whole_campaigns else NOT_A_PART
