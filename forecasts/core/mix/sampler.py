"""Draws from a log density: the mode, a normal approximation there, then an ensemble that corrects it.

The ensemble proposes differences of two other walkers (ter Braak 2006), half of the walkers at a time so that one
evaluation serves them all; it needs no gradient and no tuning.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from forecasts.core.arrays import Floats

Density = Callable[[Floats], Floats]
Progress = Callable[[float], None]
STEP = 1e-4


@dataclass(frozen=True, slots=True)
class Sample:
    """`draws` (D, parameters); `accepted` share of proposals; `drift` compares the chain's halves (R-hat - 1)."""

    draws: Floats
    accepted: float
    drift: float


def climb(density: Density, starts: Floats) -> Floats:
    """The highest point found from the rows of `starts`."""
    found = [
        minimize(lambda at: (-float(density(at[None])[0]), -gradient(density, at)), start, jac=True, method="L-BFGS-B")
        for start in starts
    ]
    best: Floats = min(found, key=lambda one: float(one.fun)).x
    return best


def gradient(density: Density, at: Floats) -> Floats:
    """Central differences, all coordinates in one batch."""
    shifts = STEP * np.eye(at.size)
    values = density(np.vstack([at + shifts, at - shifts]))
    return (values[: at.size] - values[at.size :]) / (2 * STEP)


def normal_around(density: Density, mode: Floats, *, prior_sd: Floats) -> Floats:
    """Covariance of the normal approximation at the mode, never wider than the prior in any direction."""
    size = mode.size
    rows = np.stack([gradient(density, mode + 10 * STEP * axis) for axis in np.eye(size)])
    behind = np.stack([gradient(density, mode - 10 * STEP * axis) for axis in np.eye(size)])
    precision = (behind - rows) / (20 * STEP) * np.outer(prior_sd, prior_sd)
    values, vectors = np.linalg.eigh((precision + precision.T) / 2)
    scaled: Floats = (vectors / values.clip(1.0)) @ vectors.T * np.outer(prior_sd, prior_sd)
    return scaled


def sample(
    density: Density,
    *,
    start: Floats,
    sweeps: int,
    keep: int,
    rng: np.random.Generator,
    progress: Progress | None = None,
) -> Sample:
    """Run `sweeps` sweeps from the walkers `start` (W, parameters), W even; keep `keep` draws of the second part."""
    walkers, height = start.copy(), density(start)
    half, burn = len(start) // 2, sweeps // 3
    kept, accepted = [], 0
    every = max(1, (sweeps - burn) * len(start) // (8 * keep))
    for sweep in range(sweeps):
        for moving in (slice(0, half), slice(half, None)):
            others = walkers[half:] if moving.start == 0 else walkers[:half]
            proposal = _differences(walkers[moving], others, jump=sweep % 10 == 0, rng=rng)
            heights = density(proposal)
            goes = np.log(rng.random(half)) < heights - height[moving]
            walkers[moving][goes], height[moving][goes] = proposal[goes], heights[goes]
            accepted += int(goes.sum())
        if sweep >= burn and sweep % every == 0:
            kept.append(walkers.copy())
        if progress and sweep % 50 == 0:
            progress(sweep / sweeps)
    stack = np.array(kept)
    flat = stack.reshape(-1, start.shape[1])
    picks = rng.permutation(len(flat))[:keep]
    return Sample(flat[picks], accepted / (sweeps * len(start)), _drift(stack))


def _differences(moving: Floats, others: Floats, *, jump: bool, rng: np.random.Generator) -> Floats:
    first, second = rng.integers(len(others), size=(2, len(moving)))
    second = np.where(first == second, (second + 1) % len(others), second)
    scale = 1.0 if jump else 2.38 / np.sqrt(2 * moving.shape[1])
    shaken = moving + scale * (others[first] - others[second])
    moved: Floats = shaken + 1e-5 * rng.standard_normal(moving.shape)
    return moved


def _drift(stack: Floats) -> float:
    """Largest R-hat − 1 over parameters, taking the earlier and the later half of all walkers as two chains."""
    middle = len(stack) // 2
    halves = [stack[:middle].reshape(-1, stack.shape[2]), stack[middle:].reshape(-1, stack.shape[2])]
    within = np.mean([half.var(axis=0) for half in halves], axis=0)
    between = np.var([half.mean(axis=0) for half in halves], axis=0, ddof=1)
    return float(np.sqrt(1 + between / np.maximum(within, 1e-300)).max() - 1)
