"""Planned campaigns as response curves, for budget moves where there is no media mix."""

from collections.abc import Sequence

import numpy as np

from forecasts.core.budget.curves import Curves, Shape
from forecasts.core.launch.model import LaunchModel
from forecasts.core.launch.predict import PlannedCampaign, draw_outcomes

KEPT = 400


def launch_curves(model: LaunchModel, plans: Sequence[PlannedCampaign], *, value: float, seed: int = 0) -> Curves:
    """Power curves through each plan's forecast, with its drawn elasticities; one period is the whole campaign."""
    drawn = [draw_outcomes(model, plan, seed=seed + place) for place, plan in enumerate(plans)]
    spend = np.array([plan.spend for plan in plans])
    largest = max(one.spend for one in model.history)
    return Curves(
        channels=tuple(plan.name for plan in plans),
        shape=Shape.POWER,
        top=np.stack([outcome[:KEPT] for outcome, _ in drawn], axis=1),
        half=np.tile(spend, (KEPT, 1)),
        slope=np.stack([elasticity[:KEPT] for _, elasticity in drawn], axis=1),
        current=spend,
        largest=np.maximum(spend, largest),
        value=np.full(len(plans), value),
    )
