"""A key result's value divided among what brought it: who carries how much, how sure, and what nobody carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from organisation.core import show

MOST = 9
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Source:
    """A campaign, channel or theme: what it cost in the window, and its part of the value with a 90 % interval.

    `spend` is None where nobody knows it. `declared` is the share of its money that is meant for this objective, None
    where it is not linked to it. `money_from` names where its money is listed.
    """

    key: str
    name: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    spend: Decimal | None = None
    declared: Decimal | None = None
    money_from: str = ""
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """The whole of a measure: sources + `unattributed` = `whole`, to the last digit."""

    sources: Sequence[Source]
    unattributed: Decimal
    whole: Decimal
    milestones: Decimal
    unknown: int = 0

    @property
    def attributed(self) -> Decimal:
        return sum((source.value for source in self.sources), NOTHING)

    @property
    def has_intervals(self) -> bool:
        return any(source.low is not None for source in self.sources)

    @property
    def is_whole(self) -> bool:
        """Whether the parts add up to the whole."""
        return self.attributed + self.unattributed == self.whole


def ordered(sources: Sequence[Source]) -> list[Source]:
    """The largest first; without value, those that cost most first."""
    return sorted(sources, key=lambda one: (-one.value, -(one.spend or NOTHING), one.name))


def shortened(sources: Sequence[Source], *, most: int = MOST) -> list[Source]:
    """The first `most` and the rest as one; sums stay what they were. A rest has no interval of its own."""
    rows = ordered(sources)
    if len(rows) <= most + 1:
        return rows
    rest = rows[most:]
    spend = [row.spend for row in rest if row.spend is not None]
    other = Source(
        key="", name=f"{len(rest)} others", value=sum((row.value for row in rest), NOTHING),
        spend=sum(spend, NOTHING) if spend else None, money_from="Other channels", is_rest=True,
    )  # fmt: skip
    return [*rows[:most], other]


def finding(division: Division, *, amount: str, lost: str, noun: str) -> str:
    """What the picture shows, in a sentence: `amount` is the whole as it is written, `lost` the unattributed.

    >>> finding(Division([Source("1", "Search", Decimal(70)), Source("2", "Fair", Decimal(10))], Decimal(20),
    ...         Decimal(100), Decimal(9)), amount="€100", lost="€20", noun="pipeline")
    'Search carries 70 % of the €100 pipeline; nobody is credited with €20 of it'
    """
    if not division.whole:
        return f"No {noun} in this cycle yet"
    rows = [row for row in ordered(division.sources) if row.value > 0 and not row.is_rest]
    rows = [row for row in rows if row.key] or rows  # what names no campaign is none of them
    tail = f"; nobody is credited with {lost} of it" if division.unattributed else ""
    if not rows:
        return f"No touch came before any of the {amount} {noun}"
    carried, count = rows[0].value, 1
    while carried * 2 < division.whole and count < min(3, len(rows)):
        carried, count = carried + rows[count].value, count + 1
    share = show.percent(carried / division.whole)
    if count == 1:
        return f"{rows[0].name} carries {share} of the {amount} {noun}{tail}"
    words = {2: "Two", 3: "Three"}
    return f"{words[count]} of {len(rows)} carry {share} of the {amount} {noun}{tail}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A member's part of a quotient: `lift` is what it adds to or takes from the quotient of all, in its unit."""

    key: str
    name: str
    numerator: Decimal
    denominator: Decimal
    own: Decimal | None
    weight: Decimal
    lift: Decimal


def reach(found: Sequence[Piece]) -> list[tuple[Piece, float]]:
    """Each piece with its lift as a share of the largest one, from -1 to 1, for a bar beside it; the largest first.

    >>> [share for _, share in reach(pieces([("a", "A", Decimal(3), Decimal(4)), ("b", "B", Decimal(1), Decimal(4))]))]
    [1.0, -1.0]
    """
    most = max((abs(one.lift) for one in found), default=NOTHING)
    by_size = sorted(found, key=lambda one: -abs(one.lift))
    return [(one, float(one.lift / most) if most else 0.0) for one in by_size]


def pieces(rows: Sequence[tuple[str, str, Decimal, Decimal]]) -> list[Piece]:
    """Divide Σ numerators / Σ denominators among (key, name, numerator, denominator) rows, the largest lift first.

    A member with share w of the denominator and a quotient r of its own adds w · (r − whole); these lifts of all
    members add up to 0. They are arithmetic and say nothing of what caused them.

    >>> [float(one.lift) for one in pieces([("a", "A", Decimal(3), Decimal(4)), ("b", "B", Decimal(1), Decimal(4))])]
    [0.125, -0.125]
    """
    above = sum((row[2] for row in rows), NOTHING)
    below = sum((row[3] for row in rows), NOTHING)
    if not below:
        return []
    whole = above / below
    found = [
        Piece(
            key, name, up, down, up / down if down else None, down / below,
            (up - whole * down) / below,
        )
        for key, name, up, down in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.lift, one.name))


def lift_finding(found: Sequence[Piece], *, adds: str, takes: str, noun: str) -> str:
    """Who adds most to a quotient and who takes most from it; `adds` and `takes` are these amounts as they are written.

    >>> two = pieces([("a", "A", Decimal(3), Decimal(4)), ("b", "B", Decimal(1), Decimal(4))])
    >>> lift_finding(two, adds="12.5 pt", takes="12.5 pt", noun="Win rate")
    'A adds 12.5 pt to the win rate, B takes 12.5 pt from it'
    """
    first, last = found[0], found[-1]
    what = noun[:1].lower() + noun[1:] if noun[1:2].islower() else noun
    if len(found) == 1 or first.lift <= 0:
        return f"Nobody adds to the {what} or takes from it"
    return f"{first.name} adds {adds} to the {what}, {last.name} takes {takes} from it"
