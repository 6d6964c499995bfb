"""What customers of each cohort are worth, as reports keep it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers by the quarter of their first order. `low` to `high` holds 80 % of values; None with few customers."""

    label: str
    customers: int
    repeaters: int
    earned: Decimal
    clv: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The newest valuation; without rows nobody has valued customers, or there are too few orders."""

    valued_on: date | None = None
    years_ahead: int = 0
    rows: tuple[Cohort, ...] = ()

    @property
    def sentence(self) -> str:
        if self.valued_on is None:
            return ""
        return f"As valued on {self.valued_on:%-d %b %Y}, in {self.years_ahead} years to come."


NO_COHORTS = Cohorts()
