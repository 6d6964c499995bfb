"""Small worlds whose truth is known, drawn from a seed."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from forecasts.core.arrays import Floats
from forecasts.core.budget.curves import Curves, Shape
from forecasts.core.launch.history import ClosedCampaign
from forecasts.core.mix.data import MixData
from forecasts.core.mix.media import hill, lag_weights, lagged

MONDAY = date(2022, 1, 3)


def weekly(kind: str, *, weeks: int, seed: int) -> Floats:
    """A series of 100 or so a week: `noise`, `trend`, `wandering` or `season`."""
    rng = np.random.default_rng(seed)
    time, noise = np.arange(weeks), rng.normal(0, 8, weeks)
    shapes = {
        "noise": 100 + noise,
        "trend": 80 + rng.uniform(-0.4, 1.2) * time + noise,
        "wandering": 150 + np.cumsum(rng.normal(0, 4, weeks)) + noise / 2,
        "season": 100 * (1 + 0.3 * np.sin(2 * np.pi * time / 52 + rng.uniform(0, 6))) + noise,
    }
    return shapes[kind].clip(1)


def lead_pair(*, weeks: int, seed: int, effect: float, lag: int = 2, wandering: bool = False) -> tuple[Floats, Floats]:
    """A KPI and an outcome that follows it `lag` weeks later with `effect`; 0 for an unrelated pair."""
    rng = np.random.default_rng(seed)
    memory = 1.0 if wandering else 0.5
    kpi, outcome = np.zeros(weeks), np.zeros(weeks)
    for week in range(lag, weeks):
        kpi[week] = memory * kpi[week - 1] + rng.normal()
        outcome[week] = memory * outcome[week - 1] + effect * kpi[week - lag] + rng.normal()
    return kpi, outcome


def closed_campaigns(count: int, *, seed: int) -> list[ClosedCampaign]:
    """Campaigns of four channels and three kinds whose outcome grows with about spend^0.75."""
    rng = np.random.default_rng(seed)
    channel, kind = rng.normal(0, 0.6, 4), rng.normal(0, 0.4, 3)
    pair, elasticity = rng.normal(0, 0.3, (4, 3)), rng.normal(0.75, 0.15)
    found = []
    for number in range(count):
        c, k, spend = rng.integers(4), rng.integers(3), float(np.exp(rng.normal(9, 1)))
        mean = -2 + channel[c] + kind[k] + pair[c, k] + elasticity * np.log(spend)
        outcome = float(np.round(np.exp(mean + rng.normal(0, 0.5))))
        found.append(ClosedCampaign(f"campaign {number}", "ABCD"[c], "xyz"[k], spend, outcome))
    return found


@dataclass(frozen=True, slots=True)
class MediaWorld:
    """Weekly data and the return on spend that made them."""

    data: MixData
    roas: Floats


def media_world(*, weeks: int = 120, channels: int = 3, seed: int = 0) -> MediaWorld:
    """Channels that go on and off, with adstock and saturation, on top of a seasonal baseline."""
    rng = np.random.default_rng(seed)
    spend, media = np.zeros((weeks, channels)), np.zeros(weeks)
    roas = np.exp(rng.normal(0.4, 0.4, channels))
    for place in range(channels):
        on = np.sin(np.arange(weeks) / rng.uniform(2, 8) + rng.uniform(0, 6)) > rng.uniform(-0.6, 0.3)
        base = float(np.exp(rng.normal(9, 0.4)))
        spend[:, place] = on * base * np.exp(rng.normal(0, 0.4, weeks))
        stock = lag_weights(np.array([[rng.uniform(0.1, 0.6)]]), [0]) @ lagged(spend[:, [place]])
        effect = hill(stock, np.array([[[base * rng.uniform(0.8, 2)]]]), np.array([[[rng.uniform(0.9, 1.6)]]]))[0, 0]
        media += effect / effect.sum() * roas[place] * spend[:, place].sum()
    time, level = np.arange(weeks), media.mean() * 3
    outcome = level * (1 + 0.1 * np.sin(2 * np.pi * time / 52.18) + 0.001 * time) + media
    outcome += rng.normal(0, 0.04 * outcome.mean(), weeks)
    dates = tuple(MONDAY + timedelta(weeks=week) for week in range(weeks))
    return MediaWorld(MixData(dates, outcome, tuple("ABCDEFGH"[:channels]), spend, np.zeros((weeks, 0))), roas)


def hill_curves(*, channels: int = 4, draws: int = 200, seed: int = 1, doubt: float = 0.15) -> Curves:
    """Saturating curves, money per week over a quarter, with some channels far past saturation."""
    rng = np.random.default_rng(seed)
    current = np.exp(rng.normal(9, 0.5, channels)).round(2)
    shaken = rng.normal(0, doubt, (draws, channels))
    return Curves(
        channels=tuple("ABCDEFGH"[:channels]),
        shape=Shape.HILL,
        top=np.exp(10 + rng.normal(0, 0.5, channels) + shaken),
        half=current * np.exp(rng.normal(0, 0.7, channels) + rng.normal(0, doubt, (draws, channels))),
        slope=np.exp(rng.normal(0.1, 0.08, (draws, channels))),
        current=current,
        largest=current * 2,
        value=np.ones(channels),
        periods=13.0,
    )
