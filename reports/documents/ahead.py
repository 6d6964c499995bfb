"""Where key results are heading, as a page, a slide and a sheet."""

from decimal import Decimal

from forecasts.core.ahead.words import chance_words, writer
from organisation.core import show
from reports.core.snapshot import Forecast, Snapshot
from reports.documents.parts import STATUSES, Grid, named

HEADS = ("Key result", "Objective", "Unit", "By pace", "By outlook", "Low, 80 %", "Middle", "High, 80 %", "Chance",
         "Built on, or why there is no forecast")  # fmt: skip
Cell = str | Decimal | None


def ahead_grid(found: Snapshot) -> Grid:
    """Without rows where nothing was forecast."""
    return Grid(
        title="Where it is heading",
        lede=" ".join(found.outlook),
        heads=("Key result", "By pace", "By outlook", "Chance", "80 % range at the end", "Built on"),
        numeric=(False, False, False, True, True, False),
        rows=tuple(_line(row) for row in found.forecasts),
    )


def ahead_rows(found: Snapshot) -> tuple[tuple[Cell, ...], ...]:
    """The same as values, for a sheet."""
    return tuple(
        (
            row.name, row.objective, row.unit, STATUSES[row.status], STATUSES.get(row.outlook, ""), row.low,
            row.median, row.high, row.chance, row.built_on or row.reason,
        )
        for row in found.forecasts
    )  # fmt: skip


def _line(row: Forecast) -> tuple[str, ...]:
    write = writer(row.unit, is_whole=row.is_whole)
    chance = chance_words(None if row.chance is None else float(row.chance))
    band = show.NONE if row.low is None or row.high is None else f"{write(float(row.low))} to {write(float(row.high))}"
    outlook = STATUSES.get(row.outlook, show.NONE)
    return (named(row.name), STATUSES[row.status], outlook, chance, band, row.built_on or row.reason)
