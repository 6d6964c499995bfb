"""The mix of brand and activation that the company's board decided on."""

from datetime import datetime
from decimal import Decimal

from alignment.core.score import DEFAULT_BANDS, DEFAULT_WEIGHTS
from alignment.selectors.settings import EVIDENCE_MONTHS
from alignment.services.settings import change_score_settings

LONG_SHARE = Decimal("0.300")


def set_mix(*, now: datetime) -> None:
    """So that the horizon of the money can be judged; weights and bands stay as shipped."""
    change_score_settings(
        weights=DEFAULT_WEIGHTS,
        aligned=DEFAULT_BANDS.aligned,
        partial=DEFAULT_BANDS.partial,
        target_long_share=LONG_SHARE,
        mix_source="The marketing plan of the year, as the board approved it",
        evidence_months=EVIDENCE_MONTHS,
        reason="The board wants three tenths of the money to build the brand.",
        by=None,
        now=now,
    )
