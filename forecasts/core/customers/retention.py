"""How long contracts last: shifted beta-geometric survival (Fader, Hardie 2007).

Every customer renews with an own chance; the chances are beta distributed, so those who stay are ever more loyal and
retention rises with age without anyone changing.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln

from forecasts.core.arrays import Floats, Whole
from forecasts.core.errors import CannotForecast


@dataclass(frozen=True, slots=True)
class RetentionModel:
    """Parameters of the beta distribution of the chance to leave in a period."""

    alpha: float
    beta: float

    def survival(self, periods: Floats) -> Floats:
        """Share of a cohort still there after `periods` renewals; 1 at 0."""
        share: Floats = np.exp(betaln(self.alpha, self.beta + periods) - betaln(self.alpha, self.beta))
        return share

    def retention(self, period: Floats) -> Floats:
        """Share of those who reached `period` (1, 2, …) that renew in it."""
        rate: Floats = (self.beta + period - 1) / (self.alpha + self.beta + period - 1)
        return rate

    def expected_periods(self, *, after: int, ahead: int, discount: float = 0.0) -> float:
        """Discounted number of renewals in the next `ahead` periods of a customer who has renewed `after` times."""
        steps = np.arange(1, ahead + 1, dtype=float)
        chances = self.survival(after + steps) / self.survival(np.array([float(after)]))
        return float((chances / (1 + discount) ** steps).sum())


def fit_retention(tenure: Whole, left: Floats) -> RetentionModel:
    """Most likely model from customers of all cohorts.

    `tenure` counts the renewal at which a customer left (1, 2, …), or the renewals survived so far (0, 1, …) where
    `left` is 0. Both arrays have one entry per customer.
    """
    gone, stayed = _counts(tenure, left)
    if not gone.any():
        raise CannotForecast("No contract has ended yet.", needs="Wait for the first losses, or import older cohorts.")
    periods = np.arange(gone.size)

    def loss(parameters: Floats) -> float:
        alpha, beta = np.exp(parameters)
        base = betaln(alpha, beta)
        ends = gone[1:] @ (betaln(alpha + 1, beta + periods[1:] - 1) - base)
        lives = stayed @ (betaln(alpha, beta + periods) - base)
        return -float(ends + lives) / float(gone.sum() + stayed.sum())

    best = minimize(loss, np.log([1.0, 2.0]), method="L-BFGS-B", bounds=[(-7, 9)] * 2, options={"ftol": 1e-14})
    alpha, beta = np.exp(best.x)
    return RetentionModel(float(alpha), float(beta))


def _counts(tenure: Whole, left: Floats) -> tuple[Floats, Floats]:
    """Customers lost at, and last seen after, each number of renewals."""
    whole = np.asarray(tenure).astype(np.int64)
    ended = np.asarray(left) > 0
    if whole.size == 0 or (whole < 0).any() or (whole[ended] < 1).any():
        raise CannotForecast(
            "A tenure is missing, negative, or 0 for a contract that ended.",
            needs="Count renewals: the first chance to leave is 1.",
        )
    size = int(whole.max()) + 1
    return (
        np.bincount(whole[ended], minlength=size).astype(float),
        np.bincount(whole[~ended], minlength=size).astype(float),
    )
