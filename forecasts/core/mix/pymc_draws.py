"""The same posterior drawn by PyMC-Marketing, where the extra [mmm] is installed; its libraries load when it is asked.

Adstock, saturation, baseline and noise are those of the mix, with the same priors. One differs: PyMC-Marketing believes
in the height of a channel's curve and not in its return, so the belief about the return is put on the height that a
curve of middling shape would have. Draws come back in the parameters of `Posterior`, so that gates, ranges and curves
are worked out by the same code.
"""

import warnings
from importlib.util import find_spec
from typing import Any

import numpy as np

from forecasts.core.arrays import Floats
from forecasts.core.errors import CannotForecast
from forecasts.core.mix.media import LAGS
from forecasts.core.mix.posterior import PRIOR_DECAY, PRIOR_HALF, PRIOR_NOISE, PRIOR_SLOPE, Posterior
from forecasts.core.mix.sampler import Sample

CHAINS, TUNE, DRAWS = 2, 600, 600
CHANNEL, CONTROL = "channel_{}", "baseline_{}"


def draw_with_pymc(fitted: Posterior, *, seed: int, keep: int) -> Sample:
    """As `sample`, by the no-U-turn sampler; raises CannotForecast where the extra is missing."""
    if find_spec("pymc_marketing") is None:
        raise CannotForecast(
            "PyMC-Marketing is not installed here.",
            needs="Install Sightline with the extra [mmm] on Python 3.12 or newer, or leave the engine out.",
        )
    import pymc as pm

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = pm.sample(
            model=_model(fitted).model, random_seed=seed, progressbar=False, chains=CHAINS, cores=1, tune=TUNE,
            draws=DRAWS, nuts_sampler="nutpie", target_accept=0.9, compute_convergence_checks=False,
        )  # fmt: skip
    posterior = found["posterior"]
    batch = _batch(fitted, posterior)
    picks = np.random.default_rng(seed).permutation(batch.shape[0] * batch.shape[1])[:keep]
    accepted = float(found["sample_stats"]["mean_tree_accept"].mean())
    return Sample(batch.reshape(-1, fitted.size)[picks], accepted, _drift(batch))


def _table(fitted: Posterior) -> Any:
    """One row per week: spend by channel, and the baseline's columns without its level, which is the intercept."""
    import pandas as pd

    data = fitted.data
    columns = {CHANNEL.format(place): spend for place, spend in enumerate(data.spend.T)}
    columns |= {CONTROL.format(place): part for place, part in enumerate(fitted.linear.design.T) if place}
    return pd.DataFrame({"week": pd.to_datetime(list(data.weeks)), **columns})


def _model(fitted: Posterior) -> Any:
    from pymc_extras.prior import Prior
    from pymc_marketing.mmm import MMM, HillSaturation
    from pymc_marketing.mmm.scaling import FixedScaling, Scaling

    names = [CHANNEL.format(place) for place in range(len(fitted.data.channels))]
    scales = dict(zip(names, fitted.active_spend.tolist(), strict=True))
    model = MMM(
        date_column="week", channel_columns=names, target_column="outcome",
        control_columns=[CONTROL.format(place) for place in range(1, fitted.linear.design.shape[1])],
        adstock=_lingering(fitted), saturation=HillSaturation(priors=_saturation(fitted)),
        scaling=Scaling(
            target=FixedScaling(dims=(), value=fitted.spread), channel=FixedScaling(dims=(), value=scales)
        ),
        model_config={
            "intercept": Prior("Normal", mu=0, sigma=10),
            "gamma_control": Prior("Normal", mu=0, sigma=1, dims="control"),
            "likelihood": Prior(
                "Normal", sigma=Prior("LogNormal", mu=PRIOR_NOISE[0], sigma=PRIOR_NOISE[1]), dims="date"
            ),
        },
    )  # fmt: skip
    model.build_model(_table(fitted), fitted.data.outcome - fitted.middle)
    _add_tests(model, fitted)
    return model


def _lingering(fitted: Posterior) -> Any:
    """Adstock whose weights are those of `lag_weights`: geometric, or delayed for channels with a peak."""
    import pytensor.xtensor as ptx
    from pymc_extras.prior import Prior
    from pymc_marketing.mmm.components.adstock import AdstockTransformation
    from pymc_marketing.mmm.transformers import batched_convolution

    lags = np.arange(LAGS, dtype=float)
    peaks = fitted.data.peaks or (0,) * len(fitted.data.channels)
    powers = np.stack([np.square(lags - peak) if peak else lags for peak in peaks])

    class Lingering(AdstockTransformation):  # type: ignore[misc]
        lookup_name = "sightline"
        default_priors = {
            "alpha": Prior("Normal", mu=PRIOR_DECAY[0], sigma=PRIOR_DECAY[1], dims="channel", transform="sigmoid")
        }

        def function(self, x: Any, alpha: Any, *, dim: str) -> Any:
            kernel = f"{dim}_kernel"
            weights = ptx.math.power(alpha, ptx.as_xtensor(powers, dims=("channel", kernel)))
            shares = weights / weights.sum(dim=kernel)
            return batched_convolution(x, shares, dim=dim, kernel_dim=kernel, mode=self.mode)

    return Lingering(l_max=LAGS)


def _saturation(fitted: Posterior) -> dict[str, Any]:
    """Priors of slope, half-saturation in mean active spend, and height in standard deviations of the outcome."""
    from pymc_extras.prior import Prior

    middling = fitted.prior_mean.copy()
    sets = fitted.unpack(middling[None])
    effect = fitted.effects(sets).sum(axis=2)[:, 0]
    height = sets.roas[:, 0] * fitted.data.spend.sum(axis=0) / fitted.data.value / effect / fitted.spread
    spread = float(fitted.prior_sd[0])
    return {
        "slope": Prior("LogNormal", mu=PRIOR_SLOPE[0], sigma=PRIOR_SLOPE[1], dims="channel"),
        "kappa": Prior("LogNormal", mu=PRIOR_HALF[0], sigma=PRIOR_HALF[1], dims="channel"),
        "beta": Prior("LogNormal", mu=np.log(height), sigma=spread, dims="channel"),
    }


def _add_tests(model: Any, fitted: Posterior) -> None:
    """Each lift test as one more normal measurement of what the channel added in the tested weeks."""
    import pymc as pm

    with model.model:
        added = model.model["channel_contribution"].values
        for place, test in enumerate(fitted.data.tests):
            channel = fitted.data.channels.index(test.channel)
            total = added[test.first : test.last + 1, channel].sum() * fitted.spread
            pm.Normal(f"lift_{place}", mu=total, sigma=test.standard_error, observed=test.added)


def _batch(fitted: Posterior, posterior: Any) -> Floats:
    """(chains, draws, 4C + 1) in the parameters of `Posterior`."""
    names = ("adstock_alpha", "saturation_kappa", "saturation_slope", "saturation_beta")
    decay, half, slope, height = (np.asarray(posterior[name]) for name in names)
    noise = np.asarray(posterior["y_sigma"])[..., None]
    parts = [np.zeros_like(decay), np.log(decay / (1 - decay)), np.log(half), np.log(slope), np.log(noise)]
    batch = np.concatenate(parts, axis=2)
    sets = fitted.unpack(batch.reshape(-1, fitted.size))
    effect = fitted.effects(sets).sum(axis=2).T.reshape(decay.shape)
    totals = fitted.data.spend.sum(axis=0) / fitted.data.value
    batch[..., : decay.shape[2]] = np.log(np.maximum(height * fitted.spread * effect / totals, 1e-300))
    return batch


def _drift(batch: Floats) -> float:
    """Largest R-hat − 1 over parameters, a chain each."""
    within = batch.var(axis=1).mean(axis=0)
    between = batch.mean(axis=1).var(axis=0, ddof=1)
    return float(np.sqrt(1 + between / np.maximum(within, 1e-300)).max() - 1)
