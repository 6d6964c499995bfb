"""From what was reported to what the facts say now: parts by cause that add up exactly, whatever happened between."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from reports.core.quantity import Unit

NOTHING = Decimal(0)


class Cause(StrEnum):
    """Why a number differs. `UNEXPLAINED` is what no row accounts for; it is shown like every other."""

    LATE = "late"
    WITHDRAWN = "withdrawn"
    AMOUNTS = "amounts"
    DATES = "dates"
    IDENTITIES = "identities"
    FACTS = "facts"
    LINKS = "links"
    DEFINITIONS = "definitions"
    MODEL = "model"
    RESULTS = "results"
    UNEXPLAINED = "unexplained"


LABELS = {
    Cause.LATE: "Late facts",
    Cause.WITHDRAWN: "Facts taken back",
    Cause.AMOUNTS: "Changed amounts",
    Cause.DATES: "Changed dates",
    Cause.IDENTITIES: "Merged identities",
    Cause.FACTS: "Several of these together",
    Cause.LINKS: "Changed links",
    Cause.DEFINITIONS: "Changed definitions",
    Cause.MODEL: "Changed model or weights",
    Cause.RESULTS: "Results of key results",
    Cause.UNEXPLAINED: "Not explained by rows",
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row that a number adds up. Without an amount, or where it is not `counted`, it adds nothing."""

    pk: int
    amount: Decimal | None
    counted: bool = True

    @property
    def adds(self) -> Decimal:
        return self.amount if self.counted and self.amount is not None else NOTHING


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause adds to the difference, through how many rows (0 where it is not a matter of rows)."""

    cause: Cause
    amount: Decimal
    rows: int = 0

    @property
    def label(self) -> str:
        return LABELS[self.cause]


@dataclass(frozen=True, slots=True)
class Line:
    """One headline number as reported and as restated; the parts add up to the difference."""

    key: str
    label: str
    unit: Unit
    reported: Decimal | None
    restated: Decimal | None
    parts: tuple[Part, ...] = ()
    note: str = ""

    @property
    def difference(self) -> Decimal | None:
        return None if self.reported is None or self.restated is None else self.restated - self.reported


@dataclass(frozen=True, slots=True)
class Bridge:
    """All headline numbers of a frozen cycle; `changed` are its own digests of facts that differ now."""

    lines: tuple[Line, ...]
    computed_at: datetime
    changed_months: int = 0
    changed_links: int = 0
    changed_definitions: tuple[str, ...] = ()

    @property
    def is_restated(self) -> bool:
        return any(line.difference for line in self.lines)


@dataclass(frozen=True, slots=True)
class Since:
    """What is known of rows beside their amounts: those that were there at the freeze, those that are there now,
    those of people or companies that were merged or taken apart since, and whether journeys are cut anew."""

    was_there: Callable[[int], bool]
    is_there: Callable[[int], bool]
    identity_changed: Callable[[int], bool]
    recut: bool = False


def explain(then: Iterable[FactRow], now: Iterable[FactRow], since: Since) -> Sequence[Part]:
    """The difference of two sums by cause, row by row: what the parts add up to is exactly Σ now − Σ then.

    A row on both sides whose amount and whose counting changed has two parts: (a' − a)·c for the amount and (c' − c)·a'
    for the counting, with a the amount and c whether it counts.
    """
    before, after = {row.pk: row for row in then}, {row.pk: row for row in now}
    found: dict[Cause, list[Decimal]] = defaultdict(list)
    for pk in sorted({*before, *after}):
        for cause, amount in _of_row(before.get(pk), after.get(pk), since):
            if amount:
                found[cause].append(amount)
    return [Part(cause, sum(found[cause], NOTHING), len(found[cause])) for cause in Cause if found[cause]]


def line(
    key: str, label: str, *, reported: Decimal | None, restated: Decimal | None, parts: Sequence[Part],
    unit: Unit = Unit.MONEY, note: str = "",
) -> Line:  # fmt: skip
    """A headline number; what its parts leave over stands among them by name."""
    if reported is None or restated is None:
        return Line(key, label, unit, reported, restated, (), note)
    left = restated - reported - sum((part.amount for part in parts), NOTHING)
    rest = (Part(Cause.UNEXPLAINED, left),) if left else ()
    return Line(key, label, unit, reported, restated, (*parts, *rest), note)


def stepwise(values: Iterable[tuple[Cause, Decimal]], *, start: Decimal) -> Sequence[Part]:
    """Parts of a number that is computed as a whole: each step replaces one kind of input and gives a new value."""
    sums: dict[Cause, Decimal] = defaultdict(Decimal)
    before = start
    for cause, value in values:
        sums[cause] += value - before
        before = value
    return [Part(cause, sums[cause]) for cause in Cause if sums[cause]]


def _of_row(old: FactRow | None, new: FactRow | None, since: Since) -> Sequence[tuple[Cause, Decimal]]:
    if old is None:
        pk, amount = (new.pk, new.adds) if new else (0, NOTHING)
        return [(Cause.DATES if since.was_there(pk) else Cause.LATE, amount)]
    if new is None:
        return [(Cause.DATES if since.is_there(old.pk) else Cause.WITHDRAWN, -old.adds)]
    then, now = old.amount or NOTHING, new.amount or NOTHING
    moved = (int(new.counted) - int(old.counted)) * now
    return [(Cause.AMOUNTS, (now - then) * int(old.counted)), (_recount(old.pk, since), moved)]


def _recount(pk: int, since: Since) -> Cause:
    """Why a deal has a touch before it now, or none any more."""
    if since.identity_changed(pk):
        return Cause.IDENTITIES
    return Cause.MODEL if since.recut else Cause.LATE
