"""The bridge from reported to restated on paper; without one, nothing."""

from reports.core.bridge import Bridge
from reports.dashboards.bridge import bridge_rows
from reports.documents.parts import Grid

HEADS = ("Number", "As reported", "Why it differs", "As restated", "Difference")


def restated_grid(found: Bridge | None, *, currency: str) -> Grid:
    """A row for each headline number; its causes add up to the difference."""
    rows = bridge_rows(found, currency=currency) if found else []
    return Grid(
        title="From reported to restated",
        lede="The causes of every number add up to its difference exactly.",
        heads=HEADS,
        numeric=(False, True, False, True, True),
        rows=tuple(
            (
                row.label,
                row.reported,
                "; ".join(f"{cause.label} {cause.amount}" for cause in row.causes) or "as it was",
                row.restated,
                row.difference,
            )
            for row in rows
        ),
    )
