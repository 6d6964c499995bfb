"""How a forecast would have done: rolling origins, coverage of the total, error beside naive and linear pace."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats, Interval
from forecasts.core.series.outlook import FEWEST_TO_SMOOTH, outlook


@dataclass(frozen=True, slots=True)
class Backtest:
    """Over `forecasts` origins: share of totals inside the 80 % range, errors scaled by the naive one-step error."""

    forecasts: int
    coverage: float
    pace_coverage: float
    mase: float
    naive_mase: float
    pace_mase: float
    width: float


@dataclass(frozen=True, slots=True)
class _Settled:
    held: bool
    pace_held: bool
    error: float
    naive_error: float
    pace_error: float
    width: float


def backtest(
    series: Sequence[Floats], *, horizon: int, season_length: int = 0, shortest: int = 26, every: int = 1
) -> Backtest:
    """Forecast the total of the next `horizon` steps from every `every`-th origin that leaves a full horizon."""
    settled = [
        _settle(values, origin, horizon, season_length)
        for values in series
        for origin in range(max(shortest, FEWEST_TO_SMOOTH), values.size - horizon + 1, every)
    ]
    return Backtest(
        forecasts=len(settled),
        coverage=float(np.mean([one.held for one in settled])),
        pace_coverage=float(np.mean([one.pace_held for one in settled])),
        mase=float(np.mean([one.error for one in settled])),
        naive_mase=float(np.mean([one.naive_error for one in settled])),
        pace_mase=float(np.mean([one.pace_error for one in settled])),
        width=float(np.mean([one.width for one in settled])),
    )


def pace_line(history: Floats, *, horizon: int) -> tuple[Floats, Interval]:
    """Straight line through the history, and the textbook 80 % range of its total: what spreadsheets do."""
    time = np.arange(history.size)
    slope, level = np.polyfit(time, history, 1)
    line: Floats = level + slope * (history.size + np.arange(horizon))
    spread = float((history - level - slope * time).std(ddof=2)) * 1.2816 * np.sqrt(horizon)
    total = float(line.sum())
    return line, Interval(total - spread, total, total + spread)


def _settle(values: Floats, origin: int, horizon: int, season_length: int) -> _Settled:
    history, actual = values[:origin], values[origin : origin + horizon]
    paths = outlook(history, horizon=horizon, season_length=season_length, paths=1000, seed=origin)
    line, line_range = pace_line(history, horizon=horizon)
    total, scale = float(actual.sum()), max(float(np.abs(np.diff(history)).mean()), 1e-12)
    band = Interval.of(paths.total())
    medians = np.median(paths.values, axis=0)
    return _Settled(
        held=band.holds(total),
        pace_held=line_range.holds(total),
        error=float(np.abs(medians - actual).mean()) / scale,
        naive_error=float(np.abs(history[-1] - actual).mean()) / scale,
        pace_error=float(np.abs(line - actual).mean()) / scale,
        width=(band.high - band.low) / max(abs(total), 1e-12),
    )
