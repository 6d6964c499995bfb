"""The first rows as they would be written; what refers to another row is told as the file says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from imports.core.masking import masked
from imports.core.result import Reference
from imports.core.target import Column, Missing
from imports.reading.engine import quoted
from imports.reading.prepare import Shaped

ROWS, LONGEST = 20, 200


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts by `columns`, personal ones masked; `references` beside them is empty where a cell refers to nothing."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    references: Sequence[Sequence[str]]


def sample(shaped: Shaped) -> Sample:
    """The first ready rows."""
    known = [row[0] for row in shaped.connection.execute("DESCRIBE priced").fetchall()]
    told_by = _told_by(shaped, known)
    wanted = dict.fromkeys([*shaped.columns, *(column.name for cells in told_by.values() for column in cells)])
    rows = shaped.connection.execute(
        f"SELECT line // {shaped.plan.cells} AS line, {', '.join(map(quoted, wanted))} "
        f"FROM priced ORDER BY priced.line LIMIT {ROWS}"
    ).fetchall()
    columns = ["line", *shaped.columns]
    texts, references = [], []
    for row in rows:
        found = dict(zip(["line", *wanted], row, strict=True))
        cells = [_cell(shaped, found, name, told_by.get(name, ())) for name in columns]
        texts.append([text[:LONGEST] for text, _ in cells])
        references.append([str(state) for _, state in cells])
    return Sample(columns, texts, references)


def _told_by(shaped: Shaped, known: Sequence[str]) -> Mapping[str, Sequence[Column]]:
    """The columns of the file that name the row which a column refers to, those first that are looked up first."""
    found: dict[str, list[Column]] = {}
    for column in shaped.plan.columns:
        if column.refers and column.refers.fills in shaped.columns and column.name in known:
            found.setdefault(column.refers.fills, []).append(column)
    return found


def _cell(shaped: Shaped, row: Mapping[str, object], name: str, told_by: Sequence[Column]) -> tuple[str, str]:
    """The text of a cell, and where it refers to a row whether that is there."""
    given = next(((column, row[column.name]) for column in told_by if row[column.name] is not None), None)
    if not told_by or (given is None and row[name] is not None):
        return _shown(row[name], shaped.plan.target.column(name)), ""
    if given is None:
        return "", ""
    text = _shown(given[1], given[0])
    if row[name] is not None:
        return text, Reference.FOUND
    makes = any(column.refers and column.refers.missing is Missing.NEW for column in told_by)
    return text, Reference.NEW if makes else Reference.UNKNOWN


def _shown(cell: object, column: Column | None) -> str:
    text = f"{cell.normalize():f}" if isinstance(cell, Decimal) else "" if cell is None else str(cell)
    return masked(text) if column and column.personal else text
