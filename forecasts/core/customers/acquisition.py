"""Customer value per channel of acquisition, drawn towards the mean where a channel has few customers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats, Interval

EIGHTY = 1.2816


@dataclass(frozen=True, slots=True)
class ChannelCustomers:
    """Mean value of the customers a channel brought, its standard error, and what the channel cost (None: unknown)."""

    channel: str
    customers: int
    mean_value: float
    standard_error: float
    cost: float | None


@dataclass(frozen=True, slots=True)
class ChannelValue:
    """`clv` after pooling; the ratio to acquisition cost has no value where the cost is unknown or zero."""

    channel: str
    customers: int
    clv: Interval
    cac: float | None
    clv_to_cac: Interval | None
    kept_of_own: float


def pool_channels(rows: Sequence[ChannelCustomers]) -> list[ChannelValue]:
    """Shrink channel means towards their common mean by empirical Bayes (DerSimonian and Laird 1986 for the spread)."""
    if not rows:
        return []
    means = np.array([row.mean_value for row in rows])
    variances = np.maximum(np.array([row.standard_error for row in rows]) ** 2, 1e-12)
    between = _between(means, variances)
    weights = 1 / (variances + between)
    common = float(weights @ means / weights.sum())
    kept = between / (between + variances)
    pooled = common + kept * (means - common)
    errors = np.sqrt(kept * variances + (1 - kept) ** 2 / weights.sum())
    return [
        _row(row, float(clv), float(error), float(own))
        for row, clv, error, own in zip(rows, pooled, errors, kept, strict=True)
    ]


def _between(means: Floats, variances: Floats) -> float:
    """Variance of the true means between channels, by moments, never negative."""
    precision = 1 / variances
    common = precision @ means / precision.sum()
    excess = float(precision @ (means - common) ** 2) - (means.size - 1)
    scale = float(precision.sum() - (precision**2).sum() / precision.sum())
    return max(0.0, excess / scale) if scale > 0 else 0.0


def _row(row: ChannelCustomers, clv: float, error: float, kept: float) -> ChannelValue:
    band = Interval(clv - EIGHTY * error, clv, clv + EIGHTY * error)
    cac = None if row.cost is None or row.cost <= 0 or row.customers == 0 else row.cost / row.customers
    ratio = None if cac is None else Interval(band.low / cac, band.median / cac, band.high / cac)
    return ChannelValue(row.channel, row.customers, band, cac, ratio, kept)
