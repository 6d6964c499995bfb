"""Rows as JSON lines: one object on each line, whose names are the columns."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from imports.core.numbers import plain_number
from imports.core.refusals import FileRefused

LONGEST_LINE = 1 << 20


def records(lines: Iterable[bytes]) -> Iterator[Mapping[str, str]]:
    """The cells of every line by name; nothing for a blank line, so that rows keep the numbers of their lines.

    Raises FileRefused for a line that is no JSON object.
    """
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise FileRefused(f"Line {number} is longer than any row. Write one object a line.")
        yield _record(line, number) if line.strip() else {}


def columns(lines: Iterable[bytes]) -> Sequence[str]:
    """Every name that a line uses, in the order in which they first come. Raises FileRefused."""
    names: dict[str, None] = {}
    for record in records(lines):
        names.update(dict.fromkeys(record))
    if not names:
        raise FileRefused("There is no row: write one JSON object a line.")
    return list(names)


def _record(line: bytes, number: int) -> Mapping[str, str]:
    try:
        found = json.loads(line, parse_int=_Number, parse_float=_Number, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        what = error.msg if isinstance(error, json.JSONDecodeError) else "it is not UTF-8 text or no number"
        raise FileRefused(f"Line {number} is not a JSON object on a line of its own: {what}.") from None
    if not isinstance(found, dict):
        raise FileRefused(f"Line {number} is JSON, but not an object of names and values.")
    return {name.strip(): _text(value) for name, value in found.items()}


class _Number(str):
    """A number as it was written: ids of twenty digits keep them all."""


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Number):
        return plain_number(value)
    if isinstance(value, str):
        return " ".join(value.splitlines()) if "\n" in value or "\r" in value else value
    return json.dumps(value, ensure_ascii=False)


def _no_number(word: str) -> str:
    raise ValueError(word)
