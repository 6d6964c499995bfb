"""Links as they stood when the money was spent: a campaign that was re-mapped keeps both of its pasts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from alignment.core.evidence import EvidenceClass
from alignment.core.inputs import LinkFacts

TWELFTH = Decimal("1E-12")  # a share that was averaged over money is kept to twelve digits, rounded down
NOTHING = Decimal(0)
Days = Mapping[date, Decimal]


@dataclass(frozen=True, slots=True)
class DatedLink:
    """A link in force from `since` up to, not including, `until`."""

    campaign: str
    objective: str
    share: Decimal
    since: date
    until: date | None = None
    contributing: bool = True
    evidence: EvidenceClass = EvidenceClass.DECLARED
    sound_path: bool = False

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def kind(self) -> tuple[str, str, bool, EvidenceClass, bool]:
        return (self.campaign, self.objective, self.contributing, self.evidence, self.sound_path)


def changing(links: Sequence[DatedLink], *, first: date, last: date) -> set[str]:
    """Campaigns whose links are not the same on every day from the first to the last."""
    return {link.campaign for link in links if link.since > first or (link.until is not None and link.until <= last)}


def links_in_money(links: Sequence[DatedLink], *, spent: Mapping[str, Days], last: date) -> list[LinkFacts]:
    """One row for each campaign, objective, role, class and path: its share of the money, as it stood day by day.

    `spent` holds the days of campaigns whose links changed; those of all others count as on the last day. A stretch of
    days with the same links counts with what it cost on balance, and with nothing where more came back. Without any
    money the links of the last day count.
    """
    own: dict[str, list[DatedLink]] = {}
    for link in links:
        own.setdefault(link.campaign, []).append(link)
    facts = []
    for campaign, rows in own.items():
        stretches = _stretches(rows, spent.get(campaign, {}))
        whole = sum(stretches.values(), NOTHING)
        shares: dict[tuple[str, str, bool, EvidenceClass, bool], Decimal] = {}
        for at, link in enumerate(rows):
            if whole > 0:
                money = sum((amount for held, amount in stretches.items() if at in held), NOTHING)
                share = link.share * money / whole
            else:
                share = link.share if link.holds(last) else NOTHING
            if (whole > 0 and any(at in held for held in stretches)) or (whole <= 0 and link.holds(last)):
                shares[link.kind] = shares.get(link.kind, NOTHING) + share
        facts += [
            LinkFacts(kind[0], kind[1], _kept(share), kind[2], kind[3], kind[4]) for kind, share in shares.items()
        ]
    return facts


def _stretches(rows: Sequence[DatedLink], days: Days) -> dict[frozenset[int], Decimal]:
    """Money by the set of links that held when it was spent, never below 0."""
    found: dict[frozenset[int], Decimal] = {}
    for day, amount in days.items():
        held = frozenset(at for at, link in enumerate(rows) if link.holds(day))
        found[held] = found.get(held, NOTHING) + amount
    return {held: max(amount, NOTHING) for held, amount in found.items()}


def _kept(share: Decimal) -> Decimal:
    """As declared where it is so short; else rounded down, so that no sum of shares passes 100 %."""
    short = share.quantize(TWELFTH, rounding=ROUND_DOWN)
    exact = short.normalize() if short else NOTHING
    return exact.quantize(Decimal("0.0001")) if exact == exact.quantize(Decimal("0.0001")) else exact
