"""A planned campaign's outcome, ROI and chances, and the past campaigns they rest on."""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats, Interval
from forecasts.core.errors import CannotForecast
from forecasts.core.launch.model import ELASTICITIES, HALF, LaunchModel, row_of

DRAWS = 4000
LAST_PART = 0.1


@dataclass(frozen=True, slots=True)
class PlannedCampaign:
    """A campaign that has not started: `spend` in money."""

    name: str
    channel: str
    kind: str
    spend: float


@dataclass(frozen=True, slots=True)
class LaunchForecast:
    """80 % ranges. ROI is (outcome × value − spend) / spend; the marginal one is that of the last 10 % of spend."""

    outcome: Interval
    roi: Interval
    chance_of_hurdle: float
    marginal_roi: Interval
    built_on: str
    closest: tuple[str, ...]
    warnings: tuple[str, ...]


def forecast_launch(
    model: LaunchModel, plan: PlannedCampaign, *, value: float = 1.0, hurdle: float = 0.0, seed: int = 0
) -> LaunchForecast:
    """Forecast one plan; `value` is what one unit of outcome is worth in money, `hurdle` the ROI to reach.

    The draws are common to all plans of one seed, so that variants differ by their plan alone.
    """
    if plan.spend <= 0:
        raise CannotForecast(
            f"{plan.name} plans to spend {plan.spend:g}, so there is no ROI to forecast.",
            needs="Give a planned spend above zero.",
        )
    outcome, elasticity = draw_outcomes(model, plan, seed=seed)
    roi = outcome * value / plan.spend - 1
    lost = outcome * (1 - (1 - LAST_PART) ** elasticity)
    return LaunchForecast(
        outcome=Interval.of(outcome),
        roi=Interval.of(roi),
        chance_of_hurdle=float((roi >= hurdle).mean()),
        marginal_roi=Interval.of(lost * value / (LAST_PART * plan.spend) - 1),
        built_on=_built_on(model, plan),
        closest=_closest(model, plan),
        warnings=_warnings(model, plan),
    )


def draw_outcomes(model: LaunchModel, plan: PlannedCampaign, *, seed: int) -> tuple[Floats, Floats]:
    """Draws of the outcome and of the elasticity each was made with, both (DRAWS,)."""
    levels, elasticity = draw_curve(model, plan.channel, plan.kind, seed=seed)
    outcome: Floats = np.exp((levels + elasticity * np.log(plan.spend)).clip(max=690)) - HALF
    return outcome.clip(0), elasticity


def draw_curve(model: LaunchModel, channel: str, kind: str, *, seed: int, draws: int = DRAWS) -> tuple[Floats, Floats]:
    """Draws of level and elasticity, so that log(outcome + ½) = level + elasticity × log(spend) for any spend."""
    rng = np.random.default_rng(seed)
    places = rng.choice(model.weights.size, size=draws, p=model.weights.ravel())
    student = rng.standard_t(model.freedom, size=draws)
    ratio, step = np.unravel_index(places, model.weights.shape)
    row = row_of(channel, kind, model.channels, model.kinds, model.pairs)
    means = model.coefficients @ row
    doubt = np.einsum("p,rpq,q->r", row, model.covariances, row) + _unknown_groups(model, channel, kind)
    elasticity = ELASTICITIES[step]
    spread = np.sqrt(model.noise[ratio, step] * (1 + doubt[ratio]))
    levels: Floats = means[ratio, step] + spread * student
    return levels, elasticity


def _unknown_groups(model: LaunchModel, channel: str, kind: str) -> Floats:
    """Prior variance of the groups that the history has never seen, per grid point."""
    unseen = [
        channel not in model.channels,
        kind not in model.kinds,
        (channel, kind) not in model.pairs,
    ]
    added: Floats = model.prior_ratios @ np.array(unseen, dtype=float)
    return added


def _built_on(model: LaunchModel, plan: PlannedCampaign) -> str:
    same_pair = sum((one.channel, one.kind) == (plan.channel, plan.kind) for one in model.history)
    same_channel = sum(one.channel == plan.channel for one in model.history)
    return (
        f"built on {len(model.history)} closed campaigns: "
        f"{same_pair} of the same channel and kind, {same_channel} of the same channel"
    )


def _closest(model: LaunchModel, plan: PlannedCampaign, *, most: int = 5) -> tuple[str, ...]:
    """Names of the past campaigns nearest in group first, in size of spend second."""

    def distance(place: int) -> tuple[int, float]:
        one = model.history[place]
        apart = (one.channel != plan.channel) * 2 + (one.kind != plan.kind)
        return apart, abs(float(np.log(one.spend / plan.spend)))

    nearest = sorted(range(len(model.history)), key=distance)[:most]
    return tuple(model.history[place].name for place in nearest)


def _warnings(model: LaunchModel, plan: PlannedCampaign) -> tuple[str, ...]:
    said = []
    if plan.channel not in model.channels:
        said.append(f"No closed campaign used the channel {plan.channel}: its range is that of any channel.")
    if plan.kind not in model.kinds:
        said.append(f"No closed campaign was of the kind {plan.kind}.")
    largest = max(one.spend for one in model.history)
    if plan.spend > 2 * largest:
        said.append(f"The plan spends more than twice the largest past campaign ({largest:,.0f}).")
    return tuple(said)
