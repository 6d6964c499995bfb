"""The media mix on the simulator's worlds, whose truth is known: `python -m benchmarks.mix_worlds`. Prints a table.

Truth is the value that the world loses without a channel, over what the channel cost. A world lasts a year or a year
and a half with eight channels or more, so the gate of ten weeks per channel is closed in most; the ranges behind it are
compared all the same, to see whether the gate is right.
"""

import os
from collections import defaultdict
from datetime import date, timedelta

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from forecasts.core.mix.data import MixData
from forecasts.core.mix.fit import Mix, fit_mix
from simulator.core.files import tables_of
from simulator.core.play import Played, play
from simulator.core.truth import Truth, truth_of
from simulator.core.worlds import WORLDS

MONDAY = date(2024, 1, 1)
FIRST = date(2025, 1, 1)  # of every simulated world


def main() -> None:
    print(f"{'world':<18}{'weeks':>6}{'channels':>9}{'shown':>6}{'held':>10}{'assumed':>9}{'order kept':>12}")
    for name in WORLDS:
        played = play(WORLDS[name], seed=1)
        data = weekly(played)
        print(f"{name:<18}{len(data.weeks):>6}{len(data.channels):>9}{_told(fit_mix(data), truth_of(played)[-1])}")


def weekly(played: Played) -> MixData:
    """Value of the last milestone and spend by channel, by week; whole weeks only."""
    tables = {table.name: table for table in tables_of(played)}
    spend: dict[object, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    outcome: dict[int, float] = defaultdict(float)
    campaigns, spent, won = (tables[f"{name}.csv"].columns for name in ("campaigns", "spend", "conversions"))
    channel_of = dict(zip(campaigns["external_id"], campaigns["channel"], strict=True))
    for campaign, day, amount in zip(spent["campaign_key"], spent["days"], spent["amount"], strict=True):
        spend[channel_of[campaign]][_week(day)] += float(str(amount))
    for day, value in zip(won["converted_at"], won["value"], strict=True):
        outcome[_week(day)] += float(str(value))
    weeks = max(outcome)
    names = tuple(str(name) for name, found in spend.items() if sum(found.values()) > 0)
    return MixData(
        weeks=tuple(MONDAY + timedelta(weeks=week) for week in range(weeks)),
        outcome=np.array([outcome[week] for week in range(weeks)]),
        channels=names,
        spend=np.array([[spend[name][week] for name in names] for week in range(weeks)]),
        controls=np.zeros((weeks, 0)),
    )


def _told(mix: Mix, truth: Truth) -> str:
    """How many ranges held, how many rest on assumption, and how far the order of channels agrees with the truth's."""
    gained = {row.channel: row.removed.expected_value for row in truth.channels}
    true = np.array([gained[one.channel] / one.spend for one in mix.channels])
    held = sum(one.roas.low <= value <= one.roas.high for one, value in zip(mix.channels, true, strict=True))
    assumed = sum(one.assumption > 0.8 for one in mix.channels)
    order = np.corrcoef(np.argsort(np.argsort(true)), np.argsort(np.argsort([c.roas.median for c in mix.channels])))
    shown = sum(one.shown for one in mix.channels)
    return f"{shown:>6}{held:>5} of {len(true):<2}{assumed:>9}{order[0, 1]:>12.2f}"


def _week(day: object) -> int:
    """Whole weeks since the first day of the simulated worlds."""
    return (date.fromisoformat(str(day)[:10]) - FIRST).days // 7


if __name__ == "__main__":
    main()
