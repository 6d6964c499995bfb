"""Survival without a model: Kaplan and Meier 1958, with Greenwood's variance on the log-log scale."""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats

NINETY = 1.6449


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """Share still there just after each time at which someone left, with its 90 % range."""

    times: Floats
    at_risk: Floats
    survival: Floats
    low: Floats
    high: Floats


def survival_curve(duration: Floats, left: Floats) -> SurvivalCurve:
    """Curve from durations; where `left` is 0 the customer was still there when last seen."""
    order = np.sort(duration)
    times, gone = np.unique(duration[np.asarray(left) > 0], return_counts=True)
    at_risk = duration.size - np.searchsorted(order, times, side="left")
    survival = np.cumprod(1 - gone / at_risk).astype(np.float64)
    open_ended = at_risk > gone
    terms = np.divide(gone, at_risk * (at_risk - gone), out=np.zeros(times.size), where=open_ended)
    logs = np.log(survival, out=np.full(times.size, -1.0), where=(survival > 0) & (survival < 1))
    spread = np.sqrt(np.cumsum(terms)) / np.abs(logs)
    low = np.where(survival > 0, survival ** np.exp(NINETY * spread), 0.0)
    high = np.where(survival > 0, survival ** np.exp(-NINETY * spread), 0.0)
    return SurvivalCurve(times, at_risk.astype(float), survival, low, high)
