"""Log posterior of the media parameters, for a batch of parameter sets at once.

A set has 4C + 1 numbers: per channel log ROAS, logit decay, log half-saturation (in mean weekly spend of active
weeks), log slope; and the log noise in standard deviations of the outcome. The prior on ROAS is in money.
"""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats
from forecasts.core.mix.baseline import Baseline, baseline
from forecasts.core.mix.data import MixData
from forecasts.core.mix.media import hill, lag_weights, lagged

PRIOR_DECAY = (-0.6, 0.9)
PRIOR_HALF = (0.4, 0.6)
PRIOR_SLOPE = (0.15, 0.35)
PRIOR_NOISE = (-0.8, 0.8)


@dataclass(frozen=True, slots=True)
class RoasPrior:
    """Log-normal belief about money back per money spent, the same for every channel."""

    median: float = 1.0
    spread: float = 0.8


@dataclass(frozen=True, slots=True)
class Parameters:
    """A batch of W sets: the first four are (C, W), noise is (W) in units of the outcome."""

    roas: Floats
    decay: Floats
    half: Floats
    slope: Floats
    noise: Floats


@dataclass(frozen=True, slots=True)
class Posterior:
    """Everything about the data that an evaluation needs; `outcome` and `spread` are in the outcome's unit."""

    data: MixData
    linear: Baseline
    stocks: Floats
    active_spend: Floats
    spread: float
    middle: float
    prior_mean: Floats
    prior_sd: Floats

    @property
    def size(self) -> int:
        """Number of parameters, 4C + 1."""
        return int(self.prior_mean.size)

    def log_density(self, batch: Floats) -> Floats:
        """Log posterior up to a constant of a (W, 4C + 1) batch, shape (W)."""
        sets = self.unpack(batch)
        media = self.contributions(sets)
        left_over = (self.data.outcome - self.middle - media.sum(axis=0)) / self.spread
        likelihood = self._marginal(left_over, np.square(sets.noise / self.spread)) + self._tests(media)
        belief: Floats = -0.5 * np.square((batch - self.prior_mean) / self.prior_sd).sum(axis=1)
        return likelihood + belief

    def contributions(self, sets: Parameters) -> Floats:
        """Outcome that each channel adds by week, (C, W, n)."""
        effect = self.effects(sets)
        totals = self.data.spend.sum(axis=0)[:, None] / self.data.value
        added: Floats = (sets.roas * totals / np.maximum(effect.sum(axis=2), 1e-12))[:, :, None] * effect
        return added

    def effects(self, sets: Parameters) -> Floats:
        """Saturated adstock by channel, set and week, between 0 and 1."""
        stock = lag_weights(sets.decay, self.data.peaks or (0,) * len(self.data.channels)) @ self.stocks
        return hill(stock, sets.half[:, :, None], sets.slope[:, :, None])

    def unpack(self, batch: Floats) -> Parameters:
        """Natural parameters of a (W, 4C + 1) batch."""
        parts = batch[:, :-1].T.reshape(4, len(self.data.channels), -1)
        decay = 1 / (1 + np.exp(-parts[1].clip(-8, 8)))
        half = np.exp(parts[2]) * self.active_spend[:, None]
        return Parameters(np.exp(parts[0]), decay, half, np.exp(parts[3]), np.exp(batch[:, -1]) * self.spread)

    def _marginal(self, left_over: Floats, noise: Floats) -> Floats:
        """Normal log likelihood (W) with the linear part integrated out, from its singular decomposition."""
        projected = np.square(left_over @ self.linear.left)
        inside = np.square(self.linear.singular) + noise[:, None]
        free = left_over.shape[1] - self.linear.singular.size
        outside = np.square(left_over).sum(axis=1) - projected.sum(axis=1)
        log_determinant = np.log(inside).sum(axis=1) + free * np.log(noise)
        likelihood: Floats = -0.5 * (log_determinant + (projected / inside).sum(axis=1) + outside / noise)
        return likelihood

    def _tests(self, media: Floats) -> Floats:
        """Log likelihood (W) of the lift tests: normal around what the channel adds in the tested weeks."""
        total = np.zeros(media.shape[1])
        for test in self.data.tests:
            added = media[self.data.channels.index(test.channel), :, test.first : test.last + 1].sum(axis=1)
            total -= 0.5 * np.square((added - test.added) / test.standard_error)
        return total


def posterior_of(data: MixData, *, prior: RoasPrior, ahead: MixData | None = None) -> Posterior:
    """Prepare an evaluation on `data`; `ahead` are the same weeks and more, whose baseline may be asked for."""
    longest = ahead or data
    weeks = len(data.weeks)
    channels = len(data.channels)
    linear = baseline(weeks=len(longest.weeks), controls=longest.controls, fitted=weeks, season=data.season)
    active = np.array([column[column > 0].mean() for column in data.spend.T])
    means = [(np.log(prior.median), prior.spread), PRIOR_DECAY, PRIOR_HALF, PRIOR_SLOPE]
    return Posterior(
        data=data, linear=linear, stocks=lagged(data.spend), active_spend=active,
        spread=float(data.outcome.std()), middle=float(data.outcome.mean()),
        prior_mean=np.array([*np.repeat([mean for mean, _ in means], channels), PRIOR_NOISE[0]]),
        prior_sd=np.array([*np.repeat([sd for _, sd in means], channels), PRIOR_NOISE[1]]),
    )  # fmt: skip
