"""Customers as three or four numbers each, equal ones grouped."""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Flags, Floats
from forecasts.core.errors import CannotForecast

FEWEST_CUSTOMERS = 300
FEWEST_REPEATERS = 60


@dataclass(frozen=True, slots=True)
class Buyers:
    """Distinct rows with their number of customers: repeat purchases, time of the last one, age (same time unit)."""

    frequency: Floats
    recency: Floats
    age: Floats
    customers: Floats


def group_buyers(frequency: Floats, recency: Floats, age: Floats) -> Buyers:
    """Group equal rows; all three arrays have one entry per customer."""
    rows = np.stack([np.asarray(frequency, float), np.asarray(recency, float), np.asarray(age, float)], axis=1)
    refuse_impossible(rows)
    distinct, customers = np.unique(rows, axis=0, return_counts=True)
    return Buyers(distinct[:, 0], distinct[:, 1], distinct[:, 2], customers.astype(float))


def refuse_few(buyers: Buyers) -> None:
    """Raise CannotForecast below 300 customers or 60 with a repeat purchase: the range would be the prior's."""
    customers = int(buyers.customers.sum())
    repeaters = int(buyers.customers[buyers.frequency > 0].sum())
    if customers < FEWEST_CUSTOMERS or repeaters < FEWEST_REPEATERS:
        raise CannotForecast(
            f"There are {customers} customers, {repeaters} of them with a repeat purchase.",
            needs=f"A customer value is shown from {FEWEST_CUSTOMERS} customers with {FEWEST_REPEATERS} repeat buyers; "
            "import a longer history of orders.",
        )


def refuse_impossible(rows: Floats) -> None:
    """Raise CannotForecast naming the first customer whose three numbers contradict each other."""
    frequency, recency, age = rows.T
    checks = [
        (~np.isfinite(rows).all(axis=1), "a number is missing"),
        ((frequency < 0) | (frequency != np.round(frequency)), "frequency is not a whole number of repeat purchases"),
        ((recency < 0) | (recency > age), "recency does not lie between 0 and age"),
        ((frequency == 0) & (recency != 0), "there is no repeat purchase, yet recency is not 0"),
        (age <= 0, "age is not above 0"),
    ]
    for wrong, words in checks:
        _refuse(wrong, words)


def _refuse(wrong: Flags, words: str) -> None:
    if wrong.any():
        raise CannotForecast(
            f"In {int(wrong.sum())} of {wrong.size} customers {words}, first in data row {int(np.argmax(wrong)) + 1}.",
            needs="Frequency counts purchases after the first one, recency and age run from the first purchase.",
        )
