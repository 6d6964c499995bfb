"""What the user has decided about one file: columns, constants, answers. It is remembered per source and target."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from zoneinfo import available_timezones

from imports.core.currency import CODES
from imports.core.dates import DateOrder
from imports.core.grain import Grain
from imports.core.numbers import DecimalMark
from imports.core.refusals import FileRefused


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything a mapping file may say; an empty field is found in the file or asked.

    `columns` maps target columns to headings ("" drops a column that would be found); `constants` gives every row
    a value; `orders` a date order by target column; `attributes` keeps further headings under names of their own;
    `keeps` takes only rows with one of some values under a heading; `across` are the columns of amounts of a wide
    sheet (`*_spend` is a pattern); `year` is that of months which name none;
    `totals_are_rows` takes rows that look like totals as rows.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    keeps: Mapping[str, Sequence[str]] = field(default_factory=dict)
    across: tuple[str, ...] = ()
    year: int = 0
    decimal_mark: str = ""
    zone: str = ""
    currency: str = ""
    grain: str = ""
    names_as_keys: bool = False
    totals_are_rows: bool = False
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    sheet: str = ""

    @classmethod
    def from_mapping(cls, given: Mapping[str, object]) -> "Choices":
        """Read a parsed mapping file. Raises FileRefused with a sentence for anything unknown or unreadable."""
        known = {f.name: f for f in fields(cls)}
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        for name, value in given.items():
            if name not in known:
                raise FileRefused(f"The mapping says “{name}”; it may say {', '.join(known)}.")
            if type(value) is not type(getattr(cls(), name)):
                raise FileRefused(
                    f"“{name}” in the mapping has the wrong form: {_form(getattr(cls(), name))} is expected."
                )
        choices = cls(**given)  # type: ignore[arg-type]
        _must_hold_texts(choices)
        _must_be(choices.decimal_mark, [DecimalMark.POINT, DecimalMark.COMMA], "decimal_mark")
        _must_be(choices.grain, list(Grain), "grain")
        for order in choices.orders.values():
            _must_be(order, [order for order in DateOrder if order is not DateOrder.UNDECIDED], "orders")
        if choices.zone and choices.zone not in available_timezones():
            raise FileRefused(f"“{choices.zone}” is not a time zone; write one such as Europe/Berlin.")
        if choices.currency and choices.currency not in CODES:
            raise FileRefused(f"“{choices.currency}” is not a currency; write its three-letter code such as EUR.")
        if choices.year and not 1970 <= choices.year <= 2100:
            raise FileRefused(f"{choices.year} is not a year between 1970 and 2100.")
        return choices

    def as_mapping(self) -> dict[str, object]:
        """Only what is said, ready for JSON."""
        return {name: value for name, value in asdict(self).items() if value}

    def over(self, other: "Choices") -> "Choices":
        """These choices, and the other's where these say nothing."""
        merged: dict[str, object] = {}
        for f in fields(self):
            mine, theirs = getattr(self, f.name), getattr(other, f.name)
            merged[f.name] = {**theirs, **mine} if isinstance(mine, Mapping) else mine or theirs
        return Choices(**merged)  # type: ignore[arg-type]


def _must_hold_texts(choices: "Choices") -> None:
    for name in ("columns", "constants", "orders", "attributes"):
        if not all(isinstance(value, str) for value in getattr(choices, name).values()):
            raise FileRefused(f"“{name}” in the mapping has the wrong form: texts in quotes are expected.")
    lists = [*choices.keeps.values(), choices.across]
    if not all(isinstance(one, list | tuple) and all(isinstance(value, str) for value in one) for one in lists):
        raise FileRefused('“keeps” and “across” in the mapping hold lists of texts, such as ["Stage"].')


def _must_be(value: str, allowed: list[str], name: str) -> None:
    if value and value not in allowed:
        raise FileRefused(f"“{value}” is no {name} of a mapping; write one of: {', '.join(allowed)}.")


def _form(example: object) -> str:
    return {dict: "an object", bool: "true or false", int: "a number", tuple: "a list"}.get(type(example), "a text")
