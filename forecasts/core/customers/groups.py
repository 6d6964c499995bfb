"""Customer value per group (an acquisition cohort, a channel): what was earned so far and what is still expected.

One model is fitted to all customers; a group differs by who its customers are. The range holds the doubt about the
model's parameters and about which customers happened to be in the group.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Flags, Floats, Interval
from forecasts.core.customers.acquisition import EIGHTY
from forecasts.core.customers.bgnbd import BuyingModel
from forecasts.core.customers.buyers import group_buyers
from forecasts.core.customers.value import CustomerValue, bootstrap, discounted

FEWEST_IN_GROUP = 30
SAMPLE = 300  # customers of a group that are followed through the replicates
REPLICATES = 40


@dataclass(frozen=True, slots=True)
class CustomerBase:
    """One entry per customer: repeat purchases, time of the last, age (one unit), their mean value, all they paid."""

    frequency: Floats
    recency: Floats
    age: Floats
    mean_value: Floats
    paid: Floats


@dataclass(frozen=True, slots=True)
class Terms:
    """How far ahead (same unit as age), the margin on revenue, and the discount rate per unit."""

    ahead: float
    margin: float = 1.0
    discount: float = 0.0


@dataclass(frozen=True, slots=True)
class GroupValue:
    """Money per customer: `earned` so far, `clv` with what is still expected, in an 80 % range; None when too few."""

    name: str
    customers: int
    repeaters: int
    earned: float
    clv: Interval | None
    standard_error: float | None


def value_groups(
    found: CustomerValue, base: CustomerBase, groups: Mapping[str, Flags], *, terms: Terms, seed: int = 0
) -> list[GroupValue]:
    """Value every group; `groups` marks the customers of each. Groups below 30 customers get no value."""
    rng = np.random.default_rng(seed)
    models = bootstrap(found.buying, group_buyers(base.frequency, base.recency, base.age), rng=rng)[:REPLICATES]
    return [_value(name, inside, found, base, models, terms, rng) for name, inside in groups.items()]


def _value(
    name: str, inside: Flags, found: CustomerValue, base: CustomerBase, models: list[BuyingModel], terms: Terms,
    rng: np.random.Generator,
) -> GroupValue:  # fmt: skip
    members = np.flatnonzero(inside)
    earned = float(base.paid[members].mean() * terms.margin) if members.size else 0.0
    repeaters = int((base.frequency[members] > 0).sum())
    if members.size < FEWEST_IN_GROUP or found.spend is None:
        return GroupValue(name, members.size, repeaters, earned, None, None)
    chosen = rng.permutation(members)[:SAMPLE]
    spots = base.frequency[chosen], base.recency[chosen], base.age[chosen]
    worth = found.spend.expected(spots[0], base.mean_value[chosen]) * terms.margin

    def still(model: BuyingModel) -> Floats:
        return discounted(model, ahead=terms.ahead, discount=terms.discount, customers=spots) * worth

    expected = still(found.buying)
    of_model = float(np.std([still(model).mean() for model in models]))
    of_customers = float((expected + base.paid[chosen] * terms.margin).std() / np.sqrt(members.size))
    error = float(np.hypot(of_model, of_customers))
    clv = earned + float(expected.mean())
    band = Interval(clv - EIGHTY * error, clv, clv + EIGHTY * error)
    return GroupValue(name, members.size, repeaters, earned, band, error)
