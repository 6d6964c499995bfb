"""What a campaign brings, before it launches: a small hierarchical model of past campaigns.

log(outcome + ½) = level + channel + kind + channel × kind + e · log(spend) + noise, e ~ N(0.75, 0.2²). Group effects
are normal around zero with a variance that is a ratio of the noise's. The three ratios and e run over a grid weighted
by the marginal likelihood; given them everything is conjugate, so the prediction is a mix of Student's t.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import gammaln

from forecasts.core.arrays import Floats
from forecasts.core.launch.history import ClosedCampaign, usable

RATIOS = (0.02, 0.2, 0.8, 2.5)
PAIR_RATIOS = (0.02, 0.3, 1.0)
ELASTICITIES = np.linspace(0.25, 1.25, 11)
ELASTICITY_MEAN, ELASTICITY_SD = 0.75, 0.2
LEVEL_RATIO = 400.0  # the overall level is all but free
NOISE_FREEDOM, NOISE_VARIANCE = 3.0, 0.35  # a campaign of known kind is typically off by a factor of 1.8
HALF = 0.5


@dataclass(frozen=True, slots=True)
class LaunchModel:
    """A fitted history. Grid arrays: ratios R × elasticities E; `coefficients` is (R, E, columns)."""

    history: tuple[ClosedCampaign, ...]
    channels: tuple[str, ...]
    kinds: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    prior_ratios: Floats
    coefficients: Floats
    covariances: Floats
    noise: Floats
    weights: Floats
    freedom: float


def fit_launches(history: Sequence[ClosedCampaign]) -> LaunchModel:
    """Fit the model on closed campaigns; raises CannotForecast below five usable ones."""
    closed = tuple(usable(history))
    channels = tuple(sorted({one.channel for one in closed}))
    kinds = tuple(sorted({one.kind for one in closed}))
    pairs = tuple(sorted({(one.channel, one.kind) for one in closed}))
    design = np.stack([row_of(one.channel, one.kind, channels, kinds, pairs) for one in closed])
    outcome = np.log([one.outcome + HALF for one in closed])
    spend = np.log([one.spend for one in closed])
    ratios = np.array(list(product(RATIOS, RATIOS, PAIR_RATIOS)))
    prior = _prior_variances(ratios, len(channels), len(kinds), len(pairs))
    given_e = outcome[:, None] - spend[:, None] * ELASTICITIES
    coefficients, covariances, noise, evidence = _conjugate(design, given_e - given_e.mean(axis=0), prior)
    level = np.zeros_like(coefficients)
    level[:, :, 0] = given_e.mean(axis=0)
    log_weights = evidence - 0.5 * np.square((ELASTICITIES - ELASTICITY_MEAN) / ELASTICITY_SD)
    weights = np.exp(log_weights - log_weights.max())
    return LaunchModel(
        closed, channels, kinds, pairs, ratios, coefficients + level, covariances, noise,
        weights / weights.sum(), NOISE_FREEDOM + len(closed),
    )  # fmt: skip


def row_of(
    channel: str, kind: str, channels: Sequence[str], kinds: Sequence[str], pairs: Sequence[tuple[str, str]]
) -> Floats:
    """Design row: level, then one column per known channel, kind and pair; an unknown group is all zero."""
    known = [*(channel == name for name in channels), *(kind == name for name in kinds)]
    return np.array([1.0, *known, *((channel, kind) == pair for pair in pairs)], dtype=float)


def _prior_variances(ratios: Floats, channels: int, kinds: int, pairs: int) -> Floats:
    """Prior variance per column in units of the noise, one row per point of the grid."""
    sizes = [channels, kinds, pairs]
    return np.hstack([np.full((len(ratios), 1), LEVEL_RATIO), np.repeat(ratios, sizes, axis=1)])


def _conjugate(design: Floats, responses: Floats, prior: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Posterior mean, covariance (per noise variance), noise variance and log evidence at every grid point.

    `design` n × p, `responses` n × E, `prior` R × p; returns (R, E, p), (R, p, p), (R, E), (R, E).
    """
    points = len(design)
    precision = design.T @ design + np.einsum("rp,pq->rpq", 1 / prior, np.eye(prior.shape[1]))
    covariances = np.linalg.inv(precision)
    projected = design.T @ responses
    means = np.einsum("rpq,qe->rep", covariances, projected)
    explained = np.einsum("rep,pe->re", means, projected)
    freedom = NOISE_FREEDOM + points
    squares = NOISE_FREEDOM * NOISE_VARIANCE + np.maximum(np.square(responses).sum(axis=0) - explained, 0)
    shrinkage = np.linalg.slogdet(precision)[1] + np.log(prior).sum(axis=1)
    evidence = -0.5 * shrinkage[:, None] - 0.5 * freedom * np.log(squares) + gammaln(freedom / 2)
    return means, covariances, squares / freedom, evidence
