"""From spend to effect: adstock (what lingers) and Hill (what saturates), for many parameter sets at once."""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from forecasts.core.arrays import Floats

LAGS = 13


def lag_weights(decay: Floats, peaks: Sequence[int]) -> Floats:
    """Share of an effect per week after the spend, summing to 1; `decay` (C, W) in (0, 1), result (C, W, LAGS).

    Peak 0 is geometric, decay^lag; a later peak is the delayed form decay^(lag − peak)² (Jin et al. 2017).
    """
    lags = np.arange(LAGS, dtype=float)
    powers = np.stack([np.square(lags - peak) if peak else lags for peak in peaks])
    raw = np.exp(np.log(decay)[:, :, None] * powers[:, None, :])
    weights: Floats = raw / raw.sum(axis=2, keepdims=True)
    return weights


def lagged(spend: Floats) -> Floats:
    """Spend (n, C) with its own past: (C, LAGS, n), lag 0 first, zeros before the first week."""
    padded = np.vstack([np.zeros((LAGS - 1, spend.shape[1])), spend])
    windows = sliding_window_view(padded, LAGS, axis=0)
    return np.ascontiguousarray(windows[:, :, ::-1].transpose(1, 2, 0))


def hill(stock: Floats, half: Floats, slope: Floats) -> Floats:
    """Saturation stock^slope / (stock^slope + half^slope), 0 at 0; arguments broadcast."""
    logs = np.log(np.maximum(stock, 1e-300))
    effect: Floats = 1 / (1 + np.exp((-slope * (logs - np.log(half))).clip(-60, 60)))
    return np.where(stock > 0, effect, 0.0)
