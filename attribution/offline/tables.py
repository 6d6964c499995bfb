"""Text tables of analysts: delimiter and columns recognised, rows loaded as text, errors told with their line."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from attribution.engine.connection import Engine

DELIMITERS = (",", ";", "\t", "|")
SHOWN = 5


class BadFile(ValueError):
    """A file that cannot be used as it is; the message says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column to find: our name, the header names it is known by, and the option that names it otherwise."""

    name: str
    known_as: tuple[str, ...]
    option: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is to be read: column positions by our names, None where the file has no such column."""

    path: Path
    delimiter: str
    header: tuple[str, ...]
    columns: Mapping[str, str | None]


def layout(path: Path, fields: Sequence[Field], *, named: Mapping[str, str | None]) -> Layout:
    """Recognise the delimiter and every field by its header; `named` overrides by our name."""
    header_line = _first_line(path)
    readings = [(delimiter, next(csv.reader([header_line], delimiter=delimiter))) for delimiter in DELIMITERS]
    found = [(delimiter, header, _match(header, fields, named)) for delimiter, header in readings]
    delimiter, header, columns = max(found, key=lambda reading: (sum(map(bool, reading[2].values())), len(reading[1])))
    for field in fields:
        wanted = named.get(field.name)
        if wanted and columns[field.name] is None:
            raise BadFile(f"{path.name} has no column “{wanted}”. Its columns are: {', '.join(header)}.")
        if field.required and columns[field.name] is None:
            raise BadFile(
                f"{path.name} has no column for {field.name} (looked for {', '.join(field.known_as)}). "
                f"Its columns are: {', '.join(header)}. Name it with {field.option}."
            )
    repeated = sorted({name for name in columns.values() if name is not None and list(header).count(name) > 1})
    if repeated:
        raise BadFile(f"{path.name} has more than one column called {repeated[0]}. Rename one of them.")
    return Layout(path=path, delimiter=delimiter, header=tuple(header), columns=columns)


def load(engine: Engine, table: str, shape: Layout) -> None:
    """The file as a table of text columns under our names; empty fields are NULL. BadFile when it is no table."""
    columns = ", ".join(
        f"{_cleaned(column)} AS {name}" if column else f"CAST(NULL AS VARCHAR) AS {name}"
        for name, column in shape.columns.items()
    )
    source = (
        "read_csv(?, delim = ?, header = true, all_varchar = true, quote = '\"', escape = '\"', auto_detect = false, "
        f"max_line_size = 10000000, columns = {_struct(shape.header)})"
    )
    sql = f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {columns} FROM {source}"  # noqa: S608 - names are quoted
    try:
        engine.connection.execute(sql, [str(shape.path), shape.delimiter])
    except duckdb.Error as error:
        raise BadFile(f"{shape.path.name} {_reason(str(error))}") from error
    if not engine.run(f"SELECT 1 FROM {table} LIMIT 1").num_rows:  # noqa: S608 - the table is ours
        raise BadFile(f"{shape.path.name} has a header but no rows.")


def refuse(engine: Engine, table: str, shape: Layout, *, column: str, where: str, saying: str) -> None:
    """BadFile naming the first lines whose field meets the SQL condition `where`, if any does."""
    sql = f"SELECT DISTINCT {column} AS bad FROM {table} WHERE {where} ORDER BY bad LIMIT 1000"  # noqa: S608 - ours
    bad = set(engine.run(sql).column("bad").to_pylist())
    if bad:
        lines = lines_with(shape, column, bad)
        shown = ", ".join(f"line {line} (“{value}”)" if value else f"line {line}" for line, value in lines)
        more = " and more" if len(lines) == SHOWN else ""
        raise BadFile(f"{shape.path.name}: {saying}: {shown}{more}. Nothing was computed.")


def lines_with(shape: Layout, column: str, values: set[str | None]) -> list[tuple[int, str]]:
    """The first lines whose field is one of the values (None: empty), with the value."""
    place = shape.header.index(shape.columns[column] or "")
    found = []
    with shape.path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, delimiter=shape.delimiter)
        next(reader)
        for row in reader:
            value = row[place].strip() if place < len(row) else ""
            if (value or None) in values:
                found.append((reader.line_num, value))
                if len(found) == SHOWN:
                    break
    return found


def _first_line(path: Path) -> str:
    if not path.is_file():
        raise BadFile(f"There is no file {path}.")
    try:
        with path.open(encoding="utf-8-sig") as lines:
            line = lines.readline().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadFile(f"{path.name} is not UTF-8 text. Save it as “CSV UTF-8”.") from error
    if not line.strip() or "\0" in line:
        raise BadFile(f"{path.name} is empty or has no header in its first line.")
    return line


def _match(header: Sequence[str], fields: Sequence[Field], named: Mapping[str, str | None]) -> dict[str, str | None]:
    plain = {_plain(name): name for name in reversed(header)}
    taken: dict[str, str | None] = {}
    for field in fields:
        asked = named.get(field.name)
        names = (asked,) if asked else field.known_as
        hits = [plain[_plain(name)] for name in names if _plain(name) in plain]
        taken[field.name] = next((hit for hit in hits if asked or hit not in taken.values()), None)
    return taken


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def _cleaned(column: str) -> str:
    return f"NULLIF(TRIM({_quoted(column)}), '')"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _struct(header: Sequence[str]) -> str:
    """Column names for the reader; a repeated name we do not use gets a number."""
    names = [name if list(header).index(name) == i else f"{name} ({i})" for i, name in enumerate(header)]
    return (
        "{"
        + ", ".join("'" + (name or f"column {i}").replace("'", "''") + "': 'VARCHAR'" for i, name in enumerate(names))
        + "}"
    )


def _reason(message: str) -> str:
    line = re.search(r"[Ll]ine:? (\d+)", message)
    where = f" at line {line[1]}" if line else ""
    if "Expected Number of Columns" in message:
        return f"has a row with too few or too many fields{where}."
    if "unicode" in message.lower() or "utf-8" in message.lower():
        return f"is not UTF-8 text{where}. Save it as “CSV UTF-8”."
    if "quote" in message.lower():
        return f"has a quotation mark that is never closed{where}."
    return f"could not be read{where}: {message.splitlines()[0]}"
