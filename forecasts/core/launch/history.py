"""Closed campaigns as the launch model reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from forecasts.core.errors import CannotForecast

FEWEST_CAMPAIGNS = 5


@dataclass(frozen=True, slots=True)
class ClosedCampaign:
    """One finished campaign: what it cost (money) and what came of it (count or money)."""

    name: str
    channel: str
    kind: str
    spend: float
    outcome: float


def usable(history: Sequence[ClosedCampaign]) -> list[ClosedCampaign]:
    """Campaigns with spend above zero and an outcome that is not negative; CannotForecast below five."""
    kept = [one for one in history if one.spend > 0 and one.outcome >= 0]
    if len(kept) >= FEWEST_CAMPAIGNS:
        return kept
    left_out = len(history) - len(kept)
    aside = f" ({left_out} more have no spend or a negative outcome)" if left_out else ""
    noun = "campaign is" if len(kept) == 1 else "campaigns are"
    raise CannotForecast(
        f"Only {len(kept)} closed {noun} usable{aside}; a forecast before launch needs {FEWEST_CAMPAIGNS}.",
        needs="Close and settle past campaigns with their spend and outcome, or import them.",
    )
