"""Sheets of agencies and offline media: a column per channel or campaign, or a month per column."""

from imports.core.preset import Preset
from imports.core.wide import AMOUNT, NAME, PERIOD
from imports.registry import register

register(
    Preset(
        name="wide-offline-sheet",
        label="Wide sheet (a column per channel, or a month per column)",
        vendor="Agency",
        target="spend",
        signature=(),
        columns={
            "campaign_key": (),
            "campaign_name": (NAME,),
            "days": (f"{PERIOD}*",),
            "last_day": (),
            "amount": (AMOUNT,),
        },
        asks=("amounts", "spread"),
        is_wide=True,
        help="Each cell is one entry of its period. Totals are left out and compared. It is chosen, never guessed.",
    )
)
