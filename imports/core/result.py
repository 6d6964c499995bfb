"""What an import or its preview tells: one document for the page, the command line and the API."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum

from imports.core.conservation import Conservation
from imports.core.totals import DeclaredTotal


class Reference(StrEnum):
    """Whether the row that a cell names is there."""

    FOUND = "found"
    NEW = "will be made"
    UNKNOWN = "not found"


@dataclass(frozen=True, slots=True)
class Problem:
    """A row or value not taken as it stands; `value` is masked where it is personal."""

    line: int
    fate: str
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The amounts of one currency, to compare with the vendor's screen; unknown amounts are counted apart."""

    currency: str
    amount: Decimal
    rows: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """The settings in use, as found or chosen."""

    encoding: str
    delimiter: str
    header_line: int
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    dropped: Sequence[str]
    decimal_mark: str
    orders: Mapping[str, str]
    zone: str
    grain: str
    preamble: Mapping[str, str]
    starts_on: str
    last_day: str
    sums: Sequence[Sum]
    totals: Sequence[DeclaredTotal]
    warnings: Sequence[str]

    def as_mapping(self) -> dict[str, object]:
        """Ready for JSON: decimals as text."""
        return {
            **asdict(self),
            "sums": [{**asdict(found), "amount": f"{found.amount:f}"} for found in self.sums],
            "totals": [{"label": t.label, "declared": f"{t.declared:f}", "read": f"{t.read:f}"} for t in self.totals],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of one import. `problems` holds the first ones; their number is in the conservation line."""

    batch: int
    target: str
    preset: str
    source: str
    conservation: Conservation
    detected: Detected
    problems: Sequence[Problem]

    def as_mapping(self) -> dict[str, object]:
        return {
            "import": self.batch,
            "target": self.target,
            "preset": self.preset,
            "source": self.source,
            **asdict(self.conservation),
            "detected": self.detected.as_mapping(),
            "problems": [asdict(problem) for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file leaves open. `answer` is the field of the mapping in which to say it, for which `column`."""

    about: str
    answer: str
    sentence: str
    column: str = ""

    @property
    def in_mapping(self) -> str:
        """How the answer is written in a mapping file, with an example of one."""
        example = {
            "columns": "the heading",
            "constants": "the value",
            "orders": "month first",
            "zone": "Europe/Berlin",
            "currency": "EUR",
            "decimal_mark": ".",
            "grain": "week",
            "names_as_keys": True,
            "year": 2026,
        }[self.answer]
        value = {self.column: example} if self.answer in ("columns", "constants", "orders") else example
        return json.dumps({self.answer: value}, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do, before anything is written. Without `detected` the file could not be read yet: `error`.

    `rows` are the first ones as they would be written, by `columns`; personal values are masked, and what refers to
    another row is as the file says it, with its `references` (Reference, or empty) at the same place. `ready` counts
    the rows of the file that would be written, so that read = ready + skipped + rejected.
    """

    target: str
    preset: str
    headings: Sequence[str] = ()
    suggested: Sequence[str] = ()
    error: str = ""
    questions: Sequence[Question] = ()
    detected: Detected | None = None
    read: int = 0
    ready: int = 0
    skipped: int = 0
    rejected: int = 0
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    references: Sequence[Sequence[str]] = ()
    problems: Sequence[Problem] = ()

    def as_mapping(self) -> dict[str, object]:
        """Ready for JSON."""
        return {**asdict(self), "detected": self.detected.as_mapping() if self.detected else None}
