"""Five to seven points: the last value, and steps as large as those seen, with a wide doubt about their size."""

import numpy as np

from forecasts.core.arrays import Floats
from forecasts.core.series.smoothing import widening


def naive_paths(values: Floats, *, horizon: int, paths: int, rng: np.random.Generator) -> Floats:
    """Draw (paths, horizon) futures as a mix: half stay around the mean, half walk on from the last value.

    Five points cannot tell a wandering series from a noisy one; each reading gets half of the paths.
    """
    seen = values[~np.isnan(values)]
    scale = widening(seen.size, paths=paths, rng=rng, parameters=1)[:, None]
    shocks = rng.standard_normal((paths, horizon)) * scale
    around = seen.mean() + scale * seen.std() * rng.standard_normal((paths, 1)) / np.sqrt(seen.size)
    noisy = around + shocks * seen.std()
    walking = seen[-1] + np.cumsum(shocks * np.diff(seen).std(), axis=1) / np.sqrt(2)
    wanders = rng.random((paths, 1)) < 0.5
    futures: Floats = np.where(wanders, walking, noisy)
    return futures
