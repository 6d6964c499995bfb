"""A media mix: fitted, gated, and told per channel."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasts.core.arrays import Floats, Interval
from forecasts.core.mix.data import MixData, refuse_unusable
from forecasts.core.mix.gates import Gates, check_gates, verdict
from forecasts.core.mix.holdout import held_out_errors
from forecasts.core.mix.posterior import Parameters, Posterior, RoasPrior, posterior_of
from forecasts.core.mix.pymc_draws import draw_with_pymc
from forecasts.core.mix.sampler import Sample, climb, normal_around, sample

DRAWS = 400
SWEEPS = 900
LEVEL = 0.9


class Engine(StrEnum):
    """What draws from the posterior: the ensemble of this package, or PyMC-Marketing by the extra [mmm]."""

    OWN = "own"
    PYMC = "pymc"


@dataclass(frozen=True, slots=True)
class ChannelEffect:
    """One channel over the fitted weeks; ranges hold 90 %, ROAS is money back per money spent.

    `assumption` is the width of the posterior of log ROAS over that of its prior; `reasons` says why it is not shown.
    """

    channel: str
    spend: float
    contribution: Interval
    share: Interval
    roas: Interval
    marginal_roas: Interval
    assumption: float
    verdict: str
    reasons: tuple[str, ...]

    @property
    def shown(self) -> bool:
        """Whether all gates are open."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class ResponseDraws:
    """Weekly outcome of a steady weekly spend by channel: top · hill(spend; half, slope); arrays (draws, C).

    `current_spend` is the weekly mean of the last year.
    """

    channels: tuple[str, ...]
    top: Floats
    half: Floats
    slope: Floats
    current_spend: Floats
    largest_spend: Floats


@dataclass(frozen=True, slots=True)
class Mix:
    """A fitted mix; errors are held-out percentages, `drift` is R-hat − 1 of the worst parameter.

    `weekly` is what each channel added by week on average, (C, n) in units of the outcome.
    """

    channels: tuple[ChannelEffect, ...]
    curves: ResponseDraws
    weekly: Floats
    gates: Gates
    model_error: float | None
    naive_error: float | None
    explained: float
    drift: float
    accepted: float


def fit_mix(
    data: MixData, *, prior: RoasPrior | None = None, seed: int = 0, sweeps: int = SWEEPS,
    engine: Engine = Engine.OWN, progress: Callable[[float], None] | None = None,
) -> Mix:  # fmt: skip
    """Fit by Markov chains; raises CannotForecast for data no mix can be fitted to."""
    refuse_unusable(data)
    prior = prior or RoasPrior()
    model_error, naive_error = held_out_errors(data, prior=prior)
    fitted = posterior_of(data, prior=prior)
    if engine is Engine.PYMC:
        drawn = draw_with_pymc(fitted, seed=seed, keep=DRAWS)
    else:
        drawn = _ensemble(fitted, sweeps=sweeps, seed=seed, progress=progress)
    sets = fitted.unpack(drawn.draws)
    media = fitted.contributions(sets)
    gates = check_gates(data, model_error=model_error, naive_error=naive_error)
    curves = _curves(fitted, sets)
    return Mix(
        channels=tuple(_told(fitted, sets, media, curves, gates, prior, place) for place in range(len(data.channels))),
        curves=curves, weekly=media.mean(axis=1), gates=gates, model_error=model_error, naive_error=naive_error,
        explained=_explained(fitted, sets, media), drift=drawn.drift, accepted=drawn.accepted,
    )  # fmt: skip


def _ensemble(fitted: Posterior, *, sweeps: int, seed: int, progress: Callable[[float], None] | None) -> Sample:
    rng = np.random.default_rng(seed)
    mode = climb(fitted.log_density, fitted.prior_mean[None])
    covariance = normal_around(fitted.log_density, mode, prior_sd=fitted.prior_sd)
    walkers = 2 * max(24, (3 * fitted.size + 1) // 2)
    start = rng.multivariate_normal(mode, covariance, size=walkers, method="eigh")
    return sample(fitted.log_density, start=start, sweeps=sweeps, keep=DRAWS, rng=rng, progress=progress)


def _curves(fitted: Posterior, sets: Parameters) -> ResponseDraws:
    effect = fitted.effects(sets).sum(axis=2)
    totals = fitted.data.spend.sum(axis=0)[:, None] / fitted.data.value
    top = sets.roas * totals / np.maximum(effect, 1e-12)
    spend = fitted.data.spend
    return ResponseDraws(
        fitted.data.channels, top.T, sets.half.T, sets.slope.T, spend[-52:].mean(axis=0), spend.max(axis=0)
    )


def _told(
    fitted: Posterior,
    sets: Parameters,
    media: Floats,
    curves: ResponseDraws,
    gates: Gates,
    prior: RoasPrior,
    place: int,
) -> ChannelEffect:
    data = fitted.data
    added = media[place].sum(axis=1)
    assumption = float(np.log(sets.roas[place]).std() / prior.spread)
    at, half, slope = fitted.active_spend[place], curves.half[:, place], curves.slope[:, place]
    filled = 1 / (1 + (half / at) ** slope)
    marginal = data.value * curves.top[:, place] * filled * (1 - filled) * slope / at
    return ChannelEffect(
        channel=data.channels[place],
        spend=float(data.spend[:, place].sum()),
        contribution=Interval.of(added, level=LEVEL),
        share=Interval.of(added / data.outcome.sum(), level=LEVEL),
        roas=Interval.of(sets.roas[place], level=LEVEL),
        marginal_roas=Interval.of(marginal, level=LEVEL),
        assumption=assumption,
        verdict=verdict(assumption),
        reasons=gates.reasons(place),
    )


def _explained(fitted: Posterior, sets: Parameters, media: Floats) -> float:
    """Share of the outcome's variance that the mean of the fitted draws explains."""
    left_over = (fitted.data.outcome - fitted.middle - media.sum(axis=0)) / fitted.spread
    coefficients = fitted.linear.coefficients(left_over, np.square(sets.noise / fitted.spread))
    rest = left_over - coefficients @ fitted.linear.design.T
    return float(1 - np.square(rest.mean(axis=0)).mean())
