"""What an app accepts: the columns of a target, how rows become table rows, and what must hold.

A target is plain data. The owning app declares it in its `layouts/` and registers it (`imports.registry`). SQL in a
target is of two kinds: `derived` and `checks` are DuckDB expressions over the cleaned columns of the file (all columns
of the target exist there, NULL where the file has none); `writes` and `amends` are PostgreSQL over `staged`, the rows
that are about to be written, with every column of the file, the model and the references; they may use %(source)s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds and therefore how it is cleaned."""

    TEXT = "text"
    ID = "id"
    SALESFORCE_ID = "salesforce id"
    EMAIL = "e-mail address"
    DOMAIN = "company domain"
    DAY = "day"
    SPAN = "days"
    INSTANT = "time"
    NUMBER = "number"
    COUNT = "whole number"
    FLAG = "yes or no"
    CURRENCY = "currency"
    CHOICE = "one of"
    ATTRIBUTES = "names and values"


class Missing(StrEnum):
    """What becomes of a row whose reference is not known."""

    REJECT = "reject the row"
    BLANK = "leave blank"
    NEW = "make it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refers:
    """The cell names a row of another table: found by `key`, filled in as that row's `gives`.

    `sourced` looks only among rows of the same source; `folded` compares in lower case. Where one cell is not enough
    to name the row, `of` is a DuckDB expression over `clean`, and `key` an SQL expression over the table, that agree.
    `named` is looked up as well where a name stands for the id (`Target.name_keys`). `also` is what else the row that
    the cell names has to tell, for checks; of these no unknown one is reported.
    """

    model: str
    fills: str
    key: str = "external_id"
    gives: str = "id"
    sourced: bool = True
    folded: bool = False
    missing: Missing = Missing.BLANK
    of: str = ""
    named: "Refers | None" = None
    also: "tuple[Refers, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One thing a file may say. `aliases` are headings by which it is found in any file.

    `told_by` names a column whose heading may hold one of the choices (`Cost (gross)`). `asked_when` are values of
    other columns, the same for every row, with which this one has to be said.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    personal: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    refers: Refers | None = None
    lenient: bool = False
    told_by: str = ""
    asked_when: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Which derived columns hold the amount, its currency and the day of its rate.

    `dated` is that day as PostgreSQL reads it off the table's row `t`.
    """

    amount: str = "amount"
    currency: str = "currency"
    on: str
    dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A condition (DuckDB, over derived columns) that every row must meet, and the sentence if it does not."""

    holds: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Rows of another table that come with the target's: an upsert of `select` (PostgreSQL over `staged`)."""

    model: str
    key: tuple[str, ...]
    select: str
    before: bool = False
    overwrite: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepare:
    """A statement (PostgreSQL) that changes rows of `staged` for which `where` holds (in both dialects)."""

    statement: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mint:
    """New ids for rows whose `column` is still NULL, one for each value of `per`.

    The new ones are in the temporary table `minted(key, id)`, for the writes that make their rows.
    """

    column: str
    per: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend:
    """Values set after the rows are in: `select` gives `id` and the new values of columns of `model`."""

    model: str
    select: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Rows of one thing (`of`) should not cover the same days twice: columns of the model, the second day excluded."""

    of: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One kind of fact. Rows are matched by `key`; columns that a file does not map keep their values.

    Fields: `derived` maps model columns to DuckDB expressions (a column of the same name needs none); `adds` names
    the columns that are summed where several rows share the key (ad rows of one campaign and day), empty where a
    repeated key is an error; `match` finds the table's row if that is not the key; `name_keys` lets a name stand for
    an id (column: name column) once the user agrees; `prepares` change `staged` before it is compared; `after` lists
    targets to import first; `settles_money` is for exchange rates, after which amounts that waited for one are
    converted; `overlap` tells which rows may count twice; `only_imported` says that no page changes rows of `model`, so
    that nothing needs to be kept of those that an import makes.
    """

    name: str
    label: str
    model: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("source", "external_id")
    derived: Mapping[str, str] = field(default_factory=dict)
    adds: tuple[str, ...] = ()
    money: Money | None = None
    checks: tuple[Check, ...] = ()
    match: tuple[str, ...] = ()
    mint: Mint | None = None
    prepares: tuple[Prepare, ...] = ()
    name_keys: Mapping[str, str] = field(default_factory=dict)
    writes: tuple[Write, ...] = ()
    amends: tuple[Amend, ...] = ()
    after: tuple[str, ...] = ()
    settles_money: bool = False
    overlap: Overlap | None = None
    only_imported: bool = False
    help: str = ""

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def models(self) -> tuple[str, ...]:
        """Every table an import of this target may write, each once, in the order of writing."""
        named = [write.model for write in self.writes if write.before]
        named += [self.model, *(write.model for write in self.writes if not write.before)]
        return tuple(dict.fromkeys([*named, *(amend.model for amend in self.amends)]))
