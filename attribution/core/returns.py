"""What came back for the money: ratios keep no data where cost is unknown or nothing."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cost:
    """Money spent; `amount` is None where it is not known, and `reason` says why."""

    amount: Decimal | None
    reason: str = ""

    @property
    def divides(self) -> Decimal | None:
        """The amount where it can stand under a fraction bar."""
        return self.amount if self.amount else None


def roas(value: Decimal, cost: Cost) -> Decimal | None:
    """Return on ad spend: attributed revenue / cost.

    >>> roas(Decimal(300), Cost(Decimal(120)))
    Decimal('2.5')
    """
    return None if cost.divides is None else value / cost.divides


def roi(value: Decimal, cost: Cost) -> Decimal | None:
    """Return on investment: (attributed revenue - cost) / cost."""
    return None if cost.divides is None else (value - cost.divides) / cost.divides


def cost_of_one(conversions: Decimal, cost: Cost) -> Decimal | None:
    """Cost / credited milestones: CAC for won deals. None where nothing is credited."""
    return None if cost.divides is None or conversions <= 0 else cost.divides / conversions
