"""CSV files as named columns, with a sentence for every cell that cannot be read."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, nan
from pathlib import Path

BLANKS = frozenset({"", "na", "n/a", "nan", "null", "none", "-"})
MOST_BYTES = 512 * 1024 * 1024


class TableProblem(ValueError):
    """What is wrong in a file, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text by column; the first data row is line 2 of the file."""

    name: str
    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.columns

    def text(self, column: str) -> list[str]:
        """Cells of a column; TableProblem names the columns there are where it is missing."""
        if column not in self.columns:
            raise TableProblem(f"{self.name} has no column “{column}”; it has {', '.join(self.columns)}.")
        return self.columns[column]

    def numbers(self, column: str) -> list[float]:
        """Numbers of a column, NaN where a cell is blank."""
        return [self._number(cell, column, line) for line, cell in enumerate(self.text(column), start=2)]

    def dates(self, column: str) -> list[date]:
        """ISO dates of a column; every row needs one."""
        return [self._date(cell, column, line) for line, cell in enumerate(self.text(column), start=2)]

    def _number(self, cell: str, column: str, line: int) -> float:
        if cell.lower() in BLANKS:
            return nan
        try:
            number = float(cell)
        except ValueError:
            number = nan
        if not isfinite(number):
            raise TableProblem(
                f"{self.name}, line {line}, column “{column}”: “{_short(cell)}” is not a number. "
                "Write numbers with a point and without thousands separators."
            )
        return number

    def _date(self, cell: str, column: str, line: int) -> date:
        try:
            return date.fromisoformat(cell[:10])
        except ValueError as problem:
            raise TableProblem(
                f"{self.name}, line {line}, column “{column}”: “{_short(cell)}” is not a date. "
                "Write dates as 2025-03-31."
            ) from problem


def read_table(path: str, *, needed: Sequence[str] = ()) -> Table:
    """Read a CSV (comma, semicolon or tab; UTF-8) whose first line names the columns."""
    name = Path(path).name
    lines = _lines(path, name)
    if not lines:
        raise TableProblem(f"{name} is empty. The first line must name the columns.")
    rows = list(csv.reader(lines, delimiter=_delimiter(lines[0])))
    header = [cell.strip() for cell in rows[0]]
    if len(set(header)) != len(header):
        raise TableProblem(f"{name} names a column twice in its first line: {', '.join(header)}.")
    body = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    for line, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise TableProblem(f"{name}, line {line} has {len(row)} cells, the first line names {len(header)} columns.")
    if not body:
        raise TableProblem(f"{name} has no rows below its first line.")
    columns = zip(*([cell.strip() for cell in row] for row in body), strict=True)
    table = Table(name, {column: list(cells) for column, cells in zip(header, columns, strict=True)})
    _need(table, needed)
    return table


def _need(table: Table, needed: Iterable[str]) -> None:
    for column in needed:
        table.text(column)


def _lines(path: str, name: str) -> list[str]:
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise TableProblem(f"{name} is larger than {MOST_BYTES // 2**20} MiB. Split it, or leave columns out.")
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as problem:
        raise TableProblem(f"{name} is not UTF-8 text. Save it as CSV in UTF-8.") from problem
    except OSError as problem:
        raise TableProblem(f"{path} cannot be read: {problem.strerror}.") from problem


def _delimiter(first: str) -> str:
    return max(",;\t", key=first.count)


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else cell[:39] + "…"
