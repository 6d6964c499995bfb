"""How long contracts last, by the year in which they began. Loads numpy: for workers and commands."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from forecasts.core.customers.kaplan_meier import survival_curve
from forecasts.core.customers.retention import fit_retention
from forecasts.core.errors import CannotForecast
from forecasts.models import SurvivalPoint
from forecasts.selectors.bought import Contract

FEWEST_CONTRACTS = 50
AHEAD = 3  # renewals beyond the longest known
ALL = "All contracts"


def survival_of(contracts: Sequence[Contract]) -> tuple[list[SurvivalPoint], str]:
    """Points of all contracts and of every year with enough of them; or why there are none."""
    if len(contracts) < FEWEST_CONTRACTS:
        return [], (
            f"There are {len(contracts)} contracts; survival is shown from {FEWEST_CONTRACTS}. "
            "Import opportunities of the kind renewal, won and lost."
        )
    try:
        points = _points(ALL, contracts)
    except CannotForecast as refused:
        return [], str(refused)
    years: dict[int, list[Contract]] = defaultdict(list)
    for one in contracts:
        years[one.first.year].append(one)
    for year, rows in sorted(years.items()):
        if len(rows) >= FEWEST_CONTRACTS and any(one.has_ended for one in rows):
            points += _points(f"Won in {year}", rows)
    return points, ""


def _points(cohort: str, contracts: Sequence[Contract]) -> list[SurvivalPoint]:
    tenure = np.array([one.tenure for one in contracts])
    left = np.array([float(one.has_ended) for one in contracts])
    model, counted = fit_retention(tenure, left), survival_curve(tenure.astype(float), left)
    steps = np.arange(0, int(tenure.max()) + AHEAD + 1)
    modelled = model.survival(steps.astype(float))
    points = []
    for step, share in zip(steps.tolist(), modelled.tolist(), strict=True):
        place = int(np.searchsorted(counted.times, step, side="right")) - 1
        known = step <= tenure.max()
        point = SurvivalPoint(cohort=cohort, renewal=step, modelled=share, at_risk=int((tenure >= step).sum()))
        if known and place >= 0:
            point.counted, point.low, point.high = (
                float(part[place]) for part in (counted.survival, counted.low, counted.high)
            )
        elif known:
            point.counted = 1.0
        points.append(point)
    return points
