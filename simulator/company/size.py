"""How much happens at the company: the whole of it, or a quarter with the same stories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """The first `old_customers` accounts were customers before; up to number `buyers` accounts ever have a deal."""

    accounts: int = 6_000
    contacts: int = 40_000
    old_customers: int = 1_200
    buyers: int = 3_300
    opportunities: int = 9_000
    new_business: int = 4_700
    touches: int = 500_000
    quarter_budget: int = 1_600_000


FULL = Size()
SMALL = Size(
    accounts=1_500,
    contacts=9_000,
    old_customers=300,
    buyers=825,
    opportunities=2_250,
    new_business=1_200,
    touches=110_000,
    quarter_budget=400_000,
)
