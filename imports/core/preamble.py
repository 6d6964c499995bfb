"""What vendors print above the table, kept as facts about the file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from imports.core.currency import currency_of_word
from imports.core.dates import DateOrder, parse_date
from imports.core.refusals import ValueRefused

_RANGE = re.compile(r"^(.{6,20}?)\s*(?:\s[-–]\s|–|,(?=\d{1,2}/)|\bto\b|(?<=\d{8})-(?=\d{8}))\s*(.{6,20})$")
_LABELLED = re.compile(r"^#?\s*([A-Za-z][A-Za-z ]{2,40}?)\s*:\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Preamble:
    """Facts from the lines above the header; every one may be missing."""

    lines: tuple[str, ...] = ()
    title: str | None = None
    starts_on: date | None = None
    last_day: date | None = None
    time_zone: str | None = None
    account: str | None = None
    currency: str | None = None
    generated_at: str | None = None
    declared_rows: int | None = None
    incomplete: bool = False


def read_preamble(lines: Sequence[str]) -> Preamble:
    """Read labelled lines (`Account: ...`), ranges in words and the title; unknown lines are kept as text."""
    bare = [line.strip().strip('",;\t').lstrip("#").strip() for line in lines]
    kept = [line for line in bare if line.strip("-# ")]
    facts: dict[str, str] = {}
    for line in kept:
        if found := _LABELLED.match(line):
            facts.setdefault(found[1].strip().lower(), found[2].strip())
    starts_on, last_day = _range(kept, facts)
    title = next((line for line in kept if not _LABELLED.match(line) and not _as_range(line)), None)
    rows = facts.get("rows", "")
    return Preamble(
        lines=tuple(kept),
        title=facts.get("report name") or title,
        starts_on=starts_on,
        last_day=last_day,
        time_zone=facts.get("time zone") or _zone_in_words(kept),
        account=facts.get("account") or facts.get("account name"),
        currency=currency_of_word(facts.get("currency", "")),
        generated_at=facts.get("date generated") or facts.get("generated") or facts.get("last completed available day"),
        declared_rows=int(rows) if rows.isdigit() else None,
        incomplete=facts.get("potential incomplete data", "").lower() == "true",
    )


def _range(lines: Sequence[str], facts: dict[str, str]) -> tuple[date | None, date | None]:
    starts = facts.get("report start") or facts.get("start date")
    ends = facts.get("report end") or facts.get("end date")
    if starts or ends:
        return _day(starts or ""), _day(ends or "")
    for text in (facts.get("report period"), facts.get("report time"), *lines):
        if text and (found := _as_range(text)):
            return found
    return None, None


def _as_range(text: str) -> tuple[date, date] | None:
    found = _RANGE.match(text)
    if found:
        first, last = _day(found[1]), _day(found[2])
        return (first, last) if first and last and first <= last else None
    day = _day(text)
    return (day, day) if day else None


def _day(text: str) -> date | None:
    """English-language vendors print month first here; a day above 12 would contradict and reads day first."""
    for order in (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST):
        try:
            return parse_date(text.strip(), order)
        except ValueRefused:
            continue
    return None


def _zone_in_words(lines: Sequence[str]) -> str | None:
    return next(("UTC" for line in lines if re.search(r"\(in UTC\)", line)), None)
