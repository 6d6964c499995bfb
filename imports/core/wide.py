"""Sheets that are wider than long: a column per channel, or a month per column."""

from collections.abc import Sequence
from dataclasses import dataclass

from imports.core.grain import parse_span
from imports.core.refusals import FileRefused, ValueRefused
from imports.core.totals import is_bare_total

PERIOD, NAME, AMOUNT = "Period of the sheet", "Column of the sheet", "Amount of the sheet"


@dataclass(frozen=True, slots=True)
class WideForm:
    """Where the amounts are: `amounts` are places of columns, `total` that of the sums; the first column names rows.

    `periods_across` tells whether the columns are the periods (months across) or the names (channels across).
    """

    periods_across: bool
    amounts: tuple[int, ...]
    total: int | None
    headings: tuple[str, str, str]


def wide_form(headings: Sequence[str]) -> WideForm:
    """Read the form off the headings. Raises FileRefused where there is nothing across."""
    total = next((place for place, heading in enumerate(headings) if place and is_bare_total(heading)), None)
    across = tuple(p for p, heading in enumerate(headings) if p and p != total and not heading.startswith("column "))
    if not across:
        raise FileRefused("The sheet has no columns of amounts beside its first column.")
    periods = tuple(place for place in across if _is_period(headings[place]))
    if len(periods) >= 2:
        return WideForm(True, periods, total, (f"{PERIOD}: month", NAME, AMOUNT))
    return WideForm(False, across, total, (f"{PERIOD}: {headings[0]}", NAME, AMOUNT))


def _is_period(heading: str) -> bool:
    try:
        return parse_span(heading) is not None
    except ValueRefused:
        return False
