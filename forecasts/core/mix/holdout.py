"""The last weeks held out: does the mix foretell them better than the same weeks of the year before?"""

import numpy as np

from forecasts.core.arrays import Floats
from forecasts.core.mix.data import MixData
from forecasts.core.mix.posterior import RoasPrior, posterior_of
from forecasts.core.mix.sampler import climb

HELD_OUT = 13
YEAR = 52


def held_out_errors(data: MixData, *, prior: RoasPrior) -> tuple[float | None, float | None]:
    """Mean absolute percentage errors of the mix's mode and of the seasonal naive forecast.

    Both None below a year and a quarter, where there is no year before to compare with, or at outcomes of zero.
    """
    weeks = len(data.weeks)
    actual = data.outcome[-HELD_OUT:]
    if weeks < YEAR + HELD_OUT or not (actual > 0).all():
        return None, None
    early = data.until(weeks - HELD_OUT)
    if not early.spend.any(axis=0).all() or np.ptp(early.outcome) == 0:
        return None, None
    naive = data.outcome[-HELD_OUT - YEAR : -YEAR]
    return _error(_foretold(early, data, prior=prior), actual), _error(naive, actual)


def _foretold(early: MixData, whole: MixData, *, prior: RoasPrior) -> Floats:
    """Outcome of the held-out weeks by the mode fitted on the early ones, their spend being known."""
    fitted = posterior_of(early, prior=prior, ahead=whole)
    mode = climb(fitted.log_density, fitted.prior_mean[None])[None]
    sets = fitted.unpack(mode)
    effect = fitted.effects(sets)[:, 0, :].sum(axis=1)
    totals = early.spend.sum(axis=0) / early.value
    per_effect = sets.roas[:, 0] * totals / np.maximum(effect, 1e-12)
    later = posterior_of(whole, prior=prior)
    media = (per_effect[:, None] * later.effects(sets)[:, 0, :]).sum(axis=0)
    left_over = (early.outcome - fitted.middle - media[: len(early.weeks)]) / fitted.spread
    coefficients = fitted.linear.coefficients(left_over[None], np.square(sets.noise / fitted.spread))[0]
    foretold: Floats = fitted.middle + fitted.spread * (fitted.linear.design @ coefficients) + media
    return foretold[-HELD_OUT:]


def _error(foretold: Floats, actual: Floats) -> float:
    return float(np.abs(foretold / actual - 1).mean())
