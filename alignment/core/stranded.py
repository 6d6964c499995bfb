"""Money to come that points at what nobody pursues any more, by how far it can still be had back."""

from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class FutureMoney:
    """A campaign's money of the months to come.

    Contracts cannot be released; other commitments can, with a word to the other side; the rest is only forecast.
    """

    contractual: Decimal = NOTHING
    committed: Decimal = NOTHING
    forecast: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        return self.contractual + self.committed + self.forecast

    @property
    def releasable(self) -> Decimal:
        return self.committed + self.forecast

    def part(self, share: Decimal) -> "FutureMoney":
        """The part that one link carries, each kind to the cent."""
        return FutureMoney(*((one * share).quantize(CENT) for one in (self.contractual, self.committed, self.forecast)))

    def plus(self, other: "FutureMoney") -> "FutureMoney":
        return FutureMoney(
            self.contractual + other.contractual, self.committed + other.committed, self.forecast + other.forecast
        )


def month_left(
    *, committed: Decimal | None, forecast: Decimal | None, spent: Decimal | None, is_contractual: bool
) -> FutureMoney:
    """What of one month is still to be spent: commitments first, then what is forecast beyond them.

    >>> month_left(committed=Decimal(60), forecast=Decimal(100), spent=Decimal(20), is_contractual=True)
    FutureMoney(contractual=Decimal('40'), committed=Decimal('0.00'), forecast=Decimal('40'))
    """
    gone = spent or NOTHING
    promised = max((committed or NOTHING) - gone, NOTHING)
    beyond = max((forecast or NOTHING) - max(committed or NOTHING, gone), NOTHING)
    return FutureMoney(
        contractual=promised if is_contractual else NOTHING,
        committed=NOTHING if is_contractual else promised,
        forecast=beyond,
    )


def lost_share(*, before: Decimal, now: Decimal) -> Decimal:
    """The share of its money that an objective no longer asks for after its weight was lowered; 0 where it was not.

    >>> lost_share(before=Decimal(4), now=Decimal(1))
    Decimal('0.75')
    """
    return NOTHING if before <= 0 or now >= before else 1 - now / before
