"""What must be true before a channel's return on spend is shown, each gate with its reason in words."""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats
from forecasts.core.mix.baseline import standardised, yearly_waves
from forecasts.core.mix.data import MixData
from organisation.core.show import percent

FEWEST_WEEKS = 52
WEEKS_PER_CHANNEL = 10
MOST_INFLATION = 10.0
LEAST_VARIATION = 0.1
ASSUMPTION_FROM = 0.8


@dataclass(frozen=True, slots=True)
class Gates:
    """Reasons that close all channels, reasons per channel, and the variance inflation they come from."""

    all_channels: tuple[str, ...]
    by_channel: tuple[tuple[str, ...], ...]
    inflation: tuple[float, ...]

    def reasons(self, place: int) -> tuple[str, ...]:
        """Why the channel at `place` is not shown; empty when it is."""
        return self.all_channels + self.by_channel[place]


def check_gates(data: MixData, *, model_error: float | None, naive_error: float | None) -> Gates:
    """Gates of the data; the two held-out errors are mean absolute percentages, None where not to be had."""
    weeks, channels = data.spend.shape
    closed = []
    if weeks < FEWEST_WEEKS:
        closed.append(f"{weeks} weeks are too few: {FEWEST_WEEKS} are needed to tell media from season.")
    if weeks < WEEKS_PER_CHANNEL * channels:
        closed.append(
            f"{weeks} weeks for {channels} channels: at least {WEEKS_PER_CHANNEL} weeks per channel are needed; "
            "merge channels or wait."
        )
    if model_error is not None and naive_error is not None and model_error > naive_error:
        closed.append(
            f"On held-out weeks the mix is off by {percent(model_error, digits=1)}, the same weeks of the year before "
            f"by {percent(naive_error, digits=1)}: a control is missing."
        )
    inflation = _inflation(data)
    by_channel = [
        tuple(_of_channel(data, place, inflation=float(inflation[place]))) for place in range(len(data.channels))
    ]
    return Gates(tuple(closed), tuple(by_channel), tuple(float(one) for one in inflation))


def verdict(assumption: float) -> str:
    """What a channel's return rests on, from the width of the posterior over that of the prior."""
    if assumption > ASSUMPTION_FROM:
        return "mostly assumption: run a test"
    return "mostly data" if assumption < 0.5 else "data and assumption"


def _of_channel(data: MixData, place: int, *, inflation: float) -> list[str]:
    column = data.spend[:, place]
    said = []
    if inflation >= MOST_INFLATION:
        twin = _closest_twin(data.spend, place)
        rest = " and ".join([*(["the season"] if data.season else []), *data.control_names, "the trend"])
        with_whom = f"{data.channels[twin]}'s" if twin is not None else rest
        said.append(
            f"Its spend moves with {with_whom} (variance inflation {min(inflation, 9999):.0f}, below "
            f"{MOST_INFLATION:.0f} is needed): vary one without the other for some weeks."
        )
    if column.min() > 0 and column.std() < LEAST_VARIATION * column.mean():
        said.append(
            "It was never switched off and hardly varied: pause it in some weeks or regions to learn its effect."
        )
    return said


def _closest_twin(spend: Floats, place: int) -> int | None:
    """The channel that correlates most, if it does so strongly."""
    spread = spend.std(axis=0)
    if spread[place] == 0:
        return None
    others = [one for one in range(spend.shape[1]) if one != place and spread[one] > 0]
    strength = {one: abs(float(np.corrcoef(spend[:, place], spend[:, one])[0, 1])) for one in others}
    best = max(strength, key=lambda one: strength[one], default=None)
    return best if best is not None and strength[best] > 0.7 else None


def _inflation(data: MixData) -> Floats:
    """Variance inflation of each channel given the others, level, trend, season and controls."""
    weeks, channels = data.spend.shape
    time = np.arange(weeks)
    parts = [np.ones(weeks), time / weeks, *([yearly_waves(weeks)] if data.season else [])]
    around = np.column_stack([*parts, standardised(data.controls)])
    scaled = data.spend / data.spend.max(axis=0)
    return np.array([_one_inflation(scaled, around, place) for place in range(channels)])


def _one_inflation(scaled: Floats, around: Floats, place: int) -> float:
    target = scaled[:, place]
    others = np.column_stack([around, np.delete(scaled, place, axis=1)])
    if others.shape[1] >= target.size:
        return float("inf")
    fitted = others @ np.linalg.lstsq(others, target, rcond=1e-10)[0]
    total = float(np.square(target - target.mean()).sum())
    rest = float(np.square(target - fitted).sum())
    return float("inf") if rest <= 1e-9 * max(total, 1e-300) else total / rest
