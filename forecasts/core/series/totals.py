"""How well past totals were foretold: a score for each member of the grid, and how far its paths fall short.

Residuals one step ahead do not know of a level that drifts on or of a season not seen yet; totals of the past do.
"""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Flags, Floats

BELIEVED = 1.3  # times the variance that residuals promise, before any total was seen
WORTH = 1.0  # independent totals that this belief is worth


@dataclass(frozen=True, slots=True)
class Totals:
    """Errors of totals of `ahead` steps by member and past origin; `usable` marks origins whose total is known."""

    errors: Floats
    usable: Flags
    ahead: int

    @property
    def independent(self) -> float:
        """How many totals there are, overlaps counted once."""
        return float(self.usable.sum()) / self.ahead

    def squares(self) -> Floats:
        """Mean squared error by member."""
        found: Floats = np.square(self.errors[:, self.usable]).mean(axis=1)
        return found


def past_totals(values: Floats, states: Floats, damping: Floats, *, ahead: int) -> Totals | None:
    """Totals of the next `ahead` steps from every origin that leaves them; None where the past holds none.

    `states` are level and trend after each step, as (2, members, points).
    """
    origins = np.arange(min(8, values.size // 3), values.size - ahead)
    if ahead < 2 or not origins.size:
        return None
    known = np.concatenate([[0.0], np.cumsum(values)])
    actual = known[origins + ahead + 1] - known[origins + 1]
    fading = np.cumsum(damping[:, None] ** np.arange(1, ahead + 1), axis=1).sum(axis=1)
    level, trend = states[:, :, origins]
    usable = np.isfinite(actual)
    errors = actual - ahead * level - fading[:, None] * trend
    return Totals(errors, usable, ahead) if usable.any() else None


def shortfall(totals: Totals | None, residuals: Floats, weights: Floats, grid: tuple[Floats, Floats, Floats]) -> float:
    """Factor, at least 1, by which paths have to spread for past totals to have come as often as they claim.

    `residuals` are one step ahead, (members, points); `grid` holds alpha, beta and damping. The measured ratio of
    variances is drawn towards BELIEVED, the more the fewer totals there are. Ranges are never narrowed by it: members
    were chosen on the same totals.
    """
    if totals is None:
        return 1.0
    promised = np.square(residuals).mean(axis=1) * _reach(grid, totals.ahead)
    measured = float(weights @ (totals.squares() / np.maximum(promised, 1e-300)))
    drawn = (WORTH * BELIEVED + totals.independent * measured) / (WORTH + totals.independent)
    return float(np.sqrt(max(drawn, 1.0)))


def _reach(grid: tuple[Floats, Floats, Floats], ahead: int) -> Floats:
    """Variance of a total of `ahead` steps over that of one shock, by member."""
    alpha, beta, damping = grid
    lag = np.arange(ahead)
    carried = np.cumsum(np.where(lag > 0, damping[:, None] ** lag, 0.0), axis=1)
    response = np.where(lag > 0, alpha[:, None] + beta[:, None] * carried, 1.0)
    found: Floats = np.square(np.cumsum(response, axis=1)).sum(axis=1)
    return found
