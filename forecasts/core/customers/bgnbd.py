"""Who buys again: BG/NBD by maximum likelihood (Fader, Hardie, Lee 2005).

While active a customer buys at a gamma(r, α) rate, and after each purchase leaves with a beta(a, b) chance.
Parameters are fitted as logarithms, with time scaled so that the mean age is 1, and with the exact gradient.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

from forecasts.core.arrays import Floats
from forecasts.core.customers.buyers import Buyers
from forecasts.core.customers.hypergeometric import bounded_part, off_pole
from forecasts.core.errors import CannotForecast


@dataclass(frozen=True, slots=True)
class BuyingModel:
    """r (shape) and alpha (time unit) of the buying rates, a and b of the leaving chances."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")

    def alive(self, frequency: Floats, recency: Floats, age: Floats) -> Floats:
        """Chance that a customer still buys, by customer; 1 for those who have not bought again yet."""
        odds = np.zeros_like(np.asarray(frequency, float))
        again = frequency > 0
        x = frequency[again]
        log_ratio = (self.r + x) * (np.log(self.alpha + age[again]) - np.log(self.alpha + recency[again]))
        odds[again] = np.exp((np.log(self.a) - np.log(self.b + x - 1) + log_ratio).clip(max=700))
        return 1 / (1 + odds)

    def expected(self, ahead: float, frequency: Floats, recency: Floats, age: Floats) -> Floats:
        """Expected purchases in the next `ahead` units of time, by customer."""
        a = off_pole(self.a)
        z = ahead / (self.alpha + age + ahead)
        still = 1 - bounded_part(self.r, a, self.b, frequency, z)
        numbers: Floats = (a + self.b + frequency - 1) / (a - 1) * still * self.alive(frequency, recency, age)
        return numbers

    def expected_new(self, ahead: float) -> float:
        """Expected repeat purchases of a new customer in the first `ahead` units of time."""
        zero = np.zeros(1)
        return float(self.expected(ahead, zero, zero, zero)[0])


def fit_buying(buyers: Buyers) -> BuyingModel:
    """Most likely parameters; raises CannotForecast where the data leave them open."""
    if not (buyers.frequency > 0).any():
        raise CannotForecast(
            "No customer has bought a second time.", needs="Import a longer history of orders, or check customer ids."
        )
    scale = float(np.average(buyers.age, weights=buyers.customers))
    scaled = Buyers(buyers.frequency, buyers.recency / scale, buyers.age / scale, buyers.customers)
    starts = [np.log([0.5, 0.5, 0.8, 2.5]), np.log([1.0, 1.0, 0.3, 1.0])]
    results = [_climb(start, scaled) for start in starts]
    best = min(results, key=lambda found: found[1])
    r, alpha, a, b = np.exp(best[0])
    jacobian = float((buyers.frequency * buyers.customers).sum()) * np.log(scale)
    return BuyingModel(float(r), float(alpha * scale), float(a), float(b), -best[1] - jacobian)


def log_likelihoods(parameters: Floats, buyers: Buyers) -> tuple[Floats, Floats]:
    """Log likelihood per row and its gradient (rows, 4) in the logarithms of r, α, a, b."""
    r, alpha, a, b = np.exp(parameters)
    values, place = np.unique(buyers.frequency, return_inverse=True)
    gains, slopes = _of_counts(values, r, alpha, a, b)
    x, again = buyers.frequency, buyers.frequency > 0
    log_age, log_last = np.log(alpha + buyers.age), np.log(alpha + buyers.recency)
    active = -(r + x) * log_age
    gone = np.where(again, np.log(a) - np.log(np.where(again, b + x - 1, 1)) - (r + x) * log_last, -np.inf)
    mixed = np.logaddexp(active, gone)
    left = np.exp(gone - mixed)
    stayed = 1 - left
    gradient = slopes[place]
    gradient[:, 0] -= stayed * log_age + left * log_last
    gradient[:, 1] -= (r + x) * (stayed / (alpha + buyers.age) + left / (alpha + buyers.recency))
    gradient[:, 2] += left / a
    gradient[:, 3] -= np.where(again, left / np.where(again, b + x - 1, 1), 0)
    return gains[place] + mixed, gradient * np.array([r, alpha, a, b])


def _of_counts(x: Floats, r: float, alpha: float, a: float, b: float) -> tuple[Floats, Floats]:
    """The part that depends on the number of purchases alone, with its gradient in r, α, a, b."""
    gains = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    gains += gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    both = digamma(a + b) - digamma(a + b + x)
    slopes = [
        digamma(r + x) - digamma(r) + np.log(alpha),
        np.full_like(x, r / alpha),
        both,
        both + digamma(b + x) - digamma(b),
    ]
    return gains, np.stack(slopes, axis=1)


def _climb(start: Floats, buyers: Buyers) -> tuple[Floats, float]:
    """Minimise the mean negative log likelihood from one start; returns parameters and the total."""
    customers = float(buyers.customers.sum())

    def loss(parameters: Floats) -> tuple[float, Floats]:
        values, gradient = log_likelihoods(parameters, buyers)
        return -float(values @ buyers.customers) / customers, -(buyers.customers @ gradient) / customers

    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(-9, 9)] * 4, options={"ftol": 1e-13})
    return found.x, float(found.fun) * customers
