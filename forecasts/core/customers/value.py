"""Customer lifetime value with its range: expected purchases × expected value × margin, discounted.

The range comes from a Poisson bootstrap of customers. Each replicate takes one Newton step from the estimate, which is
the bootstrap to first order and costs one matrix product instead of a new fit.
"""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats, Interval
from forecasts.core.customers.bgnbd import BuyingModel, fit_buying, log_likelihoods
from forecasts.core.customers.buyers import Buyers, group_buyers, refuse_few
from forecasts.core.customers.gamma_gamma import SpendModel, fit_spend

REPLICATES = 100
RANGE_SAMPLE = 4000  # customers whose mean value is followed through the replicates


@dataclass(frozen=True, slots=True)
class CustomerValue:
    """Parameters with 80 % ranges, and the mean customer's expected purchases and value over the period."""

    buying: BuyingModel
    parameter_ranges: tuple[Interval, Interval, Interval, Interval]
    spend: SpendModel | None
    purchases: Interval
    value: Interval | None
    customers: int
    repeaters: int


def fit_customers(
    frequency: Floats, recency: Floats, age: Floats, mean_value: Floats | None = None, *,
    ahead: float, margin: float = 1.0, discount: float = 0.0, seed: int = 0,
) -> CustomerValue:  # fmt: skip
    """Fit and value a base of customers over the next `ahead` units of time.

    `discount` is the rate per unit of time. Raises CannotForecast below 300 customers with 60 repeat buyers.
    """
    buyers = group_buyers(frequency, recency, age)
    refuse_few(buyers)
    buying = fit_buying(buyers)
    spend = None if mean_value is None else fit_spend(frequency, mean_value)
    rng = np.random.default_rng(seed)
    sample = rng.permutation(frequency.size)[:RANGE_SAMPLE]
    spots = frequency[sample], recency[sample], age[sample]
    worth = None if spend is None or mean_value is None else spend.expected(spots[0], mean_value[sample]) * margin
    models = bootstrap(buying, buyers, rng=rng)
    base = discounted(buying, ahead=ahead, discount=discount, customers=spots)
    bands = np.array([discounted(one, ahead=ahead, discount=discount, customers=spots) for one in models])
    parameters = np.array([[one.r, one.alpha, one.a, one.b] for one in models])
    return CustomerValue(
        buying=buying,
        parameter_ranges=tuple(Interval.of(column) for column in parameters.T),  # type: ignore[arg-type]
        spend=spend,
        purchases=_around(base.mean(), bands.mean(axis=1)),
        value=None if worth is None else _around((base * worth).mean(), _resampled(bands * worth, rng)),
        customers=int(buyers.customers.sum()),
        repeaters=int(buyers.customers[buyers.frequency > 0].sum()),
    )


def discounted(
    buying: BuyingModel, *, ahead: float, discount: float, customers: tuple[Floats, Floats, Floats], parts: int = 6
) -> Floats:
    """Expected purchases over `ahead`, each of `parts` equal parts discounted at its middle, by customer."""
    if discount == 0:
        return buying.expected(ahead, *customers)
    edges = np.linspace(0, ahead, parts + 1)
    upto = np.array([np.zeros(customers[0].size), *(buying.expected(float(edge), *customers) for edge in edges[1:])])
    weights = (1 + discount) ** (-(edges[:-1] + edges[1:]) / 2)
    purchases: Floats = weights @ np.diff(upto, axis=0)
    return purchases


def bootstrap(buying: BuyingModel, buyers: Buyers, *, rng: np.random.Generator) -> list[BuyingModel]:
    """Replicates of the parameters; Poisson weights for customers, one Newton step on the log parameters each."""
    centre = np.log([buying.r, buying.alpha, buying.a, buying.b])
    scores = log_likelihoods(centre, buyers)[1]
    bread = np.linalg.pinv(_information(centre, buyers), hermitian=True)
    steps = np.empty((REPLICATES, 4))
    for replicate in range(REPLICATES):
        weights = rng.poisson(buyers.customers).astype(float) - buyers.customers
        steps[replicate] = bread @ (weights @ scores)
    return [BuyingModel(*np.exp(centre + step.clip(-3, 3)).tolist()) for step in steps]


def _information(centre: Floats, buyers: Buyers, *, step: float = 1e-4) -> Floats:
    """Negative Hessian of the log likelihood by differences of its exact gradient."""
    columns = []
    for place in range(4):
        shift = np.zeros(4)
        shift[place] = step
        ahead = buyers.customers @ log_likelihoods(centre + shift, buyers)[1]
        behind = buyers.customers @ log_likelihoods(centre - shift, buyers)[1]
        columns.append((behind - ahead) / (2 * step))
    matrix = np.array(columns)
    symmetric: Floats = (matrix + matrix.T) / 2
    return symmetric


def _around(estimate: float, draws: Floats) -> Interval:
    band = Interval.of(draws)
    return Interval(min(band.low, float(estimate)), float(estimate), max(band.high, float(estimate)))


def _resampled(values: Floats, rng: np.random.Generator) -> Floats:
    """Mean per replicate over customers who are themselves resampled: the doubt about what orders are worth."""
    weights = rng.poisson(1.0, size=values.shape).astype(float)
    means: Floats = (values * weights).sum(axis=1) / weights.sum(axis=1)
    return means
