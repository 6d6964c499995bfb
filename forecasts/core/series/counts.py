"""Small counts: a Poisson rate with a gamma memory that fades.

The power discount of Harvey and Fernandes (1989): before each step the gamma's two parameters are multiplied by a
memory, then the count is added. Several memories are averaged by how well each predicted the counts so far.
"""

import numpy as np
from scipy.special import gammaln

from forecasts.core.arrays import Floats

MEMORIES = np.array([0.6, 0.75, 0.85, 0.92, 0.97, 0.995])
START_WEIGHT = 0.5  # the prior's weight in steps: half a step of the opening mean


def count_paths(values: Floats, *, horizon: int, paths: int, rng: np.random.Generator) -> Floats:
    """Draw (paths, horizon) future counts; `values` are non-negative counts, NaN where missing."""
    shape, rate, weights = _learn(values)
    member = rng.choice(MEMORIES.size, size=paths, p=weights)
    shape, rate, memory = shape[member], rate[member], MEMORIES[member]
    futures = np.empty((paths, horizon))
    for step in range(horizon):
        shape, rate = memory * shape, memory * rate
        drawn = rng.poisson(rng.gamma(shape, 1 / rate).clip(max=1e9)).astype(float)
        futures[:, step] = drawn
        shape, rate = shape + drawn, rate + 1
    return futures


def _learn(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Gamma parameters after the history and the weight of each memory."""
    seen = values[~np.isnan(values)]
    opening = float(seen[:8].mean()) + 0.1
    shape, rate = np.full(MEMORIES.size, START_WEIGHT * opening), np.full(MEMORIES.size, START_WEIGHT)
    score = np.zeros(MEMORIES.size)
    for value in values:
        shape, rate = MEMORIES * shape, MEMORIES * rate
        if np.isnan(value):
            continue
        score += (
            gammaln(shape + value)
            - gammaln(shape)
            - gammaln(value + 1)
            + shape * np.log(rate / (1 + rate))
            - value * np.log1p(rate)
        )
        shape, rate = shape + value, rate + 1
    weights = np.exp(score - score.max())
    return shape, rate, weights / weights.sum()
