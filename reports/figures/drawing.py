"""A figure as it is stored and shown: what it says, the picture, and the same numbers as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.figures.theme import Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """What a reader sees, and for numbers the full value that goes into the CSV."""

    text: str
    value: float | str | None = None

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, (int, float))


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Twin:
    """The table that says the same as the picture."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`finding` is the sentence above ("Three campaigns carry 62 % of pipeline"), `caption` says window and method."""

    finding: str
    caption: str
    figure: Figure
    twin: Twin
    reading: str = ""

    def as_json(self) -> dict[str, object]:
        """What the worker stores."""
        return {
            "finding": self.finding,
            "caption": self.caption,
            "reading": self.reading,
            "figure": self.figure,
            "columns": [[column.label, column.is_number] for column in self.twin.columns],
            "rows": [[[cell.text, cell.value] for cell in row] for row in self.twin.rows],
        }


def from_json(stored: Mapping[str, object]) -> Drawing:
    """What a page shows, out of what the worker stored."""
    columns, rows = stored["columns"], stored["rows"]
    figure = stored["figure"]
    if not (isinstance(columns, list) and isinstance(rows, list) and isinstance(figure, dict)):
        raise TypeError("This is not a stored drawing.")
    return Drawing(
        finding=str(stored["finding"]),
        caption=str(stored["caption"]),
        reading=str(stored["reading"]),
        figure=figure,
        twin=Twin([Column(*column) for column in columns], [[Cell(*cell) for cell in row] for row in rows]),
    )
