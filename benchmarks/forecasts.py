"""Speed of forecasts against their limits: `python -m benchmarks.forecasts`. Prints a table; exits 1 past a limit.

`--peers PYTHON` names the interpreter of an environment with statsforecast, lifetimes and PyMC-Marketing (the extra
[mmm], Python 3.12 or newer): the referees run there, beside ours on the same data; they are no dependency.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from time import gmtime, perf_counter, process_time, strftime

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from forecasts.core.arrays import Floats, Interval
from tests.forecasts.worlds import closed_campaigns, hill_curves, lead_pair, media_world, weekly

SERIES, WEEKS, AHEAD = 200, 104, 13


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `limit` is None for what has none."""

    what: str
    measured: float
    limit: float | None
    unit: str = "s"

    def text(self) -> str:
        told = f"{self.what:<62}{self.measured:10.3f} {self.unit:<4}"
        if self.limit is None:
            return told
        return f"{told} limit {self.limit:g} {self.unit}, {'MISSED' if self.is_missed else 'held'}"

    @property
    def is_missed(self) -> bool:
        return self.limit is not None and self.measured > self.limit


def key_results() -> list[Row]:
    """200 weekly key results with a season each, to the end of a quarter."""
    from forecasts.core.series.outlook import outlook

    series = [weekly("season", weeks=WEEKS, seed=seed) for seed in range(SERIES)]
    took = _both(lambda: [outlook(one, horizon=AHEAD, season_length=52) for one in series])
    plain = _both(lambda: [outlook(one, horizon=AHEAD) for one in series])
    whole = _both(lambda: _headings(series))
    return [
        Row("200 key results, two years of weeks, with season", took.wall, 2.0),
        Row("  processor seconds of it", took.processor, None),
        Row("  the same without season", plain.wall, 2.0),
        Row("  with season, ranges, chance, columns and drawn fan", whole.wall, 2.0),
        Row("  processor seconds of it", whole.processor, None),
        Row("a campaign before launch, three variants of 800 draws", 1000 * _launch_page(), 50.0, "ms"),
    ]


def _headings(series: list[Floats]) -> None:
    """What the nightly job does for a key result, apart from the database."""
    from forecasts.core.ahead.fan import Drawn, fan_chart
    from forecasts.core.ahead.goal import Goal
    from forecasts.core.ahead.grid import Grid
    from forecasts.core.ahead.heading import heading
    from forecasts.core.ahead.known import Kind, Known
    from forecasts.core.ahead.words import writer

    today, ends_on, write = date(2026, 10, 1), date(2027, 1, 1), writer("leads")
    for seed, one in enumerate(series):
        goal = Goal(Kind.FLOW, today, ends_on, at_least=float(one[-AHEAD:].sum()))
        found = heading(Known(Grid(today), one), goal, today=today, year_ends_on=ends_on, seed=seed)
        fan_chart(found, Drawn("", "", "", write, goal.target, ends_on)).as_json()


def _launch_page() -> float:
    """Seconds that a page needs for three variants, from stored draws."""
    from forecasts.core.launch.curve import Curve, returns, span

    rng = np.random.default_rng(1)
    curve = Curve(rng.normal(2, 0.7, 800).tolist(), rng.normal(0.75, 0.2, 800).tolist())
    spends = (5_000.0, 20_000.0, 80_000.0)
    return _seconds(lambda: [(returns(curve, one, hurdle=0.2), span(curve.outcomes(one))) for one in spends])


def customers() -> list[Row]:
    """A million customers, most rows distinct, with the bootstrap range."""
    from forecasts.core.customers.groups import CustomerBase, Terms, value_groups
    from forecasts.core.customers.value import fit_customers

    frequency, recency, age, value = million(1_000_000)
    start, begun = perf_counter(), process_time()
    found = fit_customers(frequency, recency, age, value, ahead=52.0)
    rows = [
        Row("CLV of 1M customers with ranges", perf_counter() - start, 60.0),
        Row("  processor seconds of it", process_time() - begun, None),
    ]
    base = CustomerBase(frequency, recency, age, value, value * (1 + frequency))
    groups = {str(group): np.arange(frequency.size) % 20 == group for group in range(20)}
    took = _seconds(lambda: value_groups(found, base, groups, terms=Terms(ahead=156.0, discount=0.002)))
    rows.append(Row("  20 cohorts and channels of them", took, None))
    return rows


def mix() -> list[Row]:
    """Eight channels, three years of weeks, all draws and the hold-out."""
    from forecasts.core.mix.fit import fit_mix

    world = media_world(weeks=156, channels=8, seed=3)
    took = _both(lambda: fit_mix(world.data))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Row("media mix, 8 channels × 156 weeks", took.wall, 15.0),
        Row("  processor seconds of it", took.processor, None),
        Row("  peak memory of its process", peak, 300.0, "MiB"),
    ]


def budget() -> list[Row]:
    """One plan over 400 draws, and the optimiser from three starts."""
    from forecasts.core.budget.advice import advise
    from forecasts.core.budget.cards import cards
    from forecasts.core.budget.request import PlanRequest

    curves = hill_curves(channels=8, draws=400)
    one = _seconds(lambda: [Interval.of(curves.worth(curves.current * 1.1).sum(axis=1)) for _ in range(200)]) / 200
    whole = min(_seconds(lambda: advise(curves, PlanRequest())) for _ in range(5))
    cautious = min(_seconds(lambda: advise(curves, PlanRequest(cautious=True))) for _ in range(5))
    advice = advise(curves, PlanRequest())
    moves = min(_seconds(lambda: cards(curves, advice)) for _ in range(5))
    return [
        Row("a plan over 400 draws", 1000 * one, 5.0, "ms"),
        Row("optimiser, 8 channels, three starts", 1000 * whole, 100.0, "ms"),
        Row("  cautious", 1000 * cautious, 100.0, "ms"),
        Row("  its moves, each judged alone", 1000 * moves, 100.0, "ms"),
    ]


def others() -> list[Row]:
    """A launch forecast while typing, and the court of 100 claims."""
    from forecasts.core.launch.model import fit_launches
    from forecasts.core.launch.predict import PlannedCampaign, forecast_launch
    from forecasts.core.leads.court import Claim, judge

    past = closed_campaigns(100, seed=1)
    model = fit_launches(past)
    plan = PlannedCampaign("plan", "A", "x", 5000.0)
    fit = min(_seconds(lambda: fit_launches(past)) for _ in range(5))
    typing = _seconds(lambda: [forecast_launch(model, plan) for _ in range(20)]) / 20
    claims = [Claim(f"{seed}", *lead_pair(weeks=104, seed=seed, effect=0.3)) for seed in range(100)]
    court = _seconds(lambda: judge(claims))
    return [
        Row("launch model of 100 campaigns, fit", 1000 * fit, 30.0, "ms"),
        Row("  one forecast from it", 1000 * typing, 30.0, "ms"),
        Row("court of 100 claims, 104 weeks", court, None),
    ]


def main() -> int:
    """Run every part in its own process, so that memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter of an environment with the referees")
    parser.add_argument("--only-peers", action="store_true", help="run the referees alone")
    asked = parser.parse_args()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{strftime('%Y-%m-%d', gmtime())} · {platform.machine()} · {os.cpu_count()} processors, load {load} · "
          f"Python {platform.python_version()}, numpy {version('numpy')}, scipy {version('scipy')}")  # fmt: skip
    missed = False
    for part in () if asked.only_peers else (key_results, customers, mix, budget, others):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            rows = pool.submit(part).result()
        print("\n".join(row.text() for row in rows), flush=True)
        missed = missed or any(row.is_missed for row in rows)
    if asked.peers:
        subprocess.run([asked.peers, "-m", "benchmarks.forecast_referees"], check=True)
    return int(missed)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


@dataclass(frozen=True, slots=True)
class _Took:
    wall: float
    processor: float


def _both(work: Callable[[], object]) -> _Took:
    """On a busy machine the clock tells of the neighbours, the processor of the work."""
    begun = process_time()
    wall = _seconds(work)
    return _Took(wall, process_time() - begun)


def million(customers: int) -> tuple[Floats, Floats, Floats, Floats]:
    """A base that looks like orders: ages in days over two years, gamma rates, geometric leaving."""
    rng = np.random.default_rng(0)
    age = rng.integers(30, 730, customers) / 7
    rate, leave = rng.gamma(0.5, 0.1, customers), rng.beta(0.8, 2.5, customers)
    frequency = np.minimum(rng.poisson(rate * age), rng.geometric(leave.clip(0.01), customers)).astype(float)
    recency = np.where(frequency > 0, np.ceil(age * rng.beta(frequency + 1, 1.5) * 7) / 7, 0.0)
    value = np.where(
        frequency > 0, rng.gamma(6 * frequency.clip(1), 1) / frequency.clip(1) * rng.gamma(4, 2, customers), 0
    )
    return frequency, np.minimum(recency, age), age, value


if __name__ == "__main__":
    sys.exit(main())
