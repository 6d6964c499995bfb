"""What a purchase is worth: Gamma-Gamma by maximum likelihood (Fader, Hardie 2013, note on monetary value).

A customer's purchases are gamma(p, ν) with ν itself gamma(q, γ) over customers; the mean of x purchases is enough.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from forecasts.core.arrays import Floats
from forecasts.core.errors import CannotForecast


@dataclass(frozen=True, slots=True)
class SpendModel:
    """p and q have no unit, gamma is money."""

    p: float
    q: float
    gamma: float

    def expected(self, frequency: Floats, mean_value: Floats) -> Floats:
        """Expected value of the next purchase by customer; the population's mean where there is no repeat purchase.

        NaN where q ≤ 1 leaves the population's mean undefined.
        """
        below = self.p * frequency + self.q - 1
        above = self.p * (self.gamma + frequency * np.where(frequency > 0, mean_value, 0.0))
        values: Floats = np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0)
        return values


def fit_spend(frequency: Floats, mean_value: Floats, *, weights: Floats | None = None) -> SpendModel:
    """Most likely parameters from the customers with a repeat purchase; values must be above zero."""
    again = frequency > 0
    x, mean = frequency[again], mean_value[again]
    if not x.size:
        raise CannotForecast("No customer has bought a second time.", needs="Import a longer history of orders.")
    if not (np.isfinite(mean) & (mean > 0)).all():
        raise CannotForecast(
            f"{int((~(mean > 0)).sum())} repeat buyers have a mean value that is blank, zero or negative.",
            needs="Leave cancelled and free orders out of mean_value.",
        )
    weight = np.ones_like(x) if weights is None else weights[again]
    scale = float(np.average(mean, weights=weight))
    units = mean / scale
    total = float(weight.sum())

    def loss(parameters: Floats) -> float:
        return -float(log_likelihoods(parameters, x, units) @ weight) / total

    found = minimize(loss, np.log([4.0, 4.0, 1.0]), method="L-BFGS-B", bounds=[(-6, 8)] * 3, options={"ftol": 1e-13})
    p, q, gamma = np.exp(found.x)
    return SpendModel(float(p), float(q), float(gamma * scale))


def log_likelihoods(parameters: Floats, x: Floats, mean: Floats) -> Floats:
    """Log likelihood per customer at the logarithms of p, q, γ."""
    p, q, gamma = np.exp(parameters)
    values: Floats = (
        gammaln(p * x + q)
        - gammaln(p * x)
        - gammaln(q)
        + q * np.log(gamma)
        + (p * x - 1) * np.log(mean)
        + p * x * np.log(x)
        - (p * x + q) * np.log(gamma + mean * x)
    )
    return values
