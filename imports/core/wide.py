"""Sheets that are wider than long: a column per channel, or a month per column."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from imports.core.columns import normal_heading
from imports.core.grain import month_alone, parse_span
from imports.core.refusals import FileRefused, ValueRefused
from imports.core.totals import is_bare_total

PERIOD, NAME, AMOUNT = "Period of the sheet", "Column of the sheet", "Amount of the sheet"


@dataclass(frozen=True, slots=True)
class WideForm:
    """Where the amounts are: `amounts` are places of columns and `called` their names; `total` that of the sums.

    `kept` are the places of the other columns. `headings` are those of the long table: the kept ones, then what the
    columns are called, then the amount. The first kept column names the rows.
    """

    kept: tuple[int, ...]
    amounts: tuple[int, ...]
    called: tuple[str, ...]
    total: int | None
    headings: tuple[str, ...]


def wide_form(
    headings: Sequence[str], *, across: Sequence[str] = (), names: str = "", chosen: Collection[str] = ()
) -> WideForm:
    """Read the form off the headings. Raises FileRefused where there is nothing across.

    `across` are the headings of amounts (`*` stands for anything), all but the first if empty; `names` is a pattern
    whose group is the name in such a heading; `chosen` are headings that the user mapped: they keep their names.
    """
    total = next((place for place, heading in enumerate(headings) if place and is_bare_total(heading)), None)
    places = _across(headings, across, total)
    periods = tuple(place for place in places if not across and _is_period(headings[place]))
    months_across = len(periods) >= 2
    amounts = periods if months_across else places
    kept = tuple(place for place in range(len(headings)) if place not in amounts and place != total)
    own = [headings[place] for place in kept]
    if own and own[0] not in chosen and not across:
        own[0] = NAME if months_across else f"{PERIOD}: {own[0]}"
    called = tuple(_called(headings[place], names) for place in amounts)
    return WideForm(kept, amounts, called, total, (*own, f"{PERIOD}: month" if months_across else NAME, AMOUNT))


def _across(headings: Sequence[str], across: Sequence[str], total: int | None) -> tuple[int, ...]:
    if across:
        wanted = [heading.lower() for heading in across]
        found = [p for p, heading in enumerate(headings) if any(_is_like(heading, pattern) for pattern in wanted)]
    else:
        found = [p for p, h in enumerate(headings) if p and p != total and not h.startswith("column ")]
    if not found:
        wanted_words = f" called {', '.join(across)}" if across else " beside its first column"
        raise FileRefused(f"The sheet has no columns of amounts{wanted_words}; it has: {', '.join(headings[:40])}.")
    return tuple(found)


def _is_like(heading: str, pattern: str) -> bool:
    return fnmatchcase(heading.lower(), pattern) or normal_heading(heading) == normal_heading(pattern)


def _called(heading: str, names: str) -> str:
    found = re.fullmatch(names, heading, re.IGNORECASE) if names else None
    return found[1] if found else heading


def _is_period(heading: str) -> bool:
    if month_alone(heading):
        return True
    try:
        return parse_span(heading) is not None
    except ValueRefused:
        return False
