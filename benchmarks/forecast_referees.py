"""Others' programs on the tasks of benchmarks/forecasts: `python -m benchmarks.forecasts --peers PYTHON` runs it.

Meant for an environment of its own with numpy, scipy, statsforecast, lifetimes and the extra [mmm]; what is not
installed there is told as such. Ours is run beside each in the same process, on the same data.
"""

import os
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from time import perf_counter, process_time
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from tests.forecasts.worlds import media_world, weekly

WEEKS, AHEAD, SERIES = 104, 13, 60
BUYERS = 20_000


def main() -> None:
    warnings.simplefilter("ignore")
    for package, compare in (
        ("statsforecast", statsforecast), ("lifetimes", lifetimes), ("pymc_marketing", pymc_marketing)
    ):  # fmt: skip
        if find_spec(package) is None:
            print(f"{package:<58} is not installed in the peers' environment")
            continue
        print(f"{package} {version(package.replace('_', '-'))}")
        for line in compare():
            print(f"  {line}", flush=True)


def statsforecast() -> Iterator[str]:
    """AutoETS without a season against our outlook without one: seconds, and the error of a quarter's total."""
    from statsforecast.models import AutoETS

    from forecasts.core.series.outlook import outlook

    kinds = ("noise", "trend", "wandering")
    whole = [weekly(kind, weeks=WEEKS, seed=seed) for kind in kinds for seed in range(SERIES)]
    known = [one[:-AHEAD] for one in whole]
    AutoETS(season_length=1).forecast(known[0], h=AHEAD)  # compiles once
    theirs, told = _clocked(lambda: [AutoETS(season_length=1).forecast(one, h=AHEAD)["mean"].sum() for one in known])
    ours, drawn = _clocked(lambda: [np.median(outlook(one, horizon=AHEAD).sums[:, -1]) for one in known])
    actual = np.array([one[-AHEAD:].sum() for one in whole])
    for place, kind in enumerate(kinds):
        rows = slice(place * SERIES, (place + 1) * SERIES)
        off = [float(np.abs(np.array(found)[rows] / actual[rows] - 1).mean()) for found in (drawn, told)]
        yield f"{kind}: total of {AHEAD} weeks off by {off[0]:.1%} (ours), {off[1]:.1%} (AutoETS)"
    yield f"{len(known)} series: ours {ours}, AutoETS {theirs}, which draws no paths"


def lifetimes() -> Iterator[str]:
    """BetaGeoFitter against our BG/NBD: seconds, the likelihood reached, and its parameters."""
    from lifetimes import BetaGeoFitter

    from benchmarks.forecasts import million
    from forecasts.core.customers.bgnbd import fit_buying
    from forecasts.core.customers.buyers import group_buyers

    frequency, recency, age, _ = million(BUYERS)
    ours, found = _clocked(lambda: fit_buying(group_buyers(frequency, recency, age)))
    theirs, other = _clocked(lambda: BetaGeoFitter(penalizer_coef=0.0).fit(frequency, recency, age))
    yield f"BG/NBD of {BUYERS:,} customers: ours {ours}, BetaGeoFitter {theirs}"
    yield f"r, alpha, a, b: ours {_rounded(found.r, found.alpha, found.a, found.b)}, " + (
        f"BetaGeoFitter {_rounded(*(float(other.params_[name]) for name in ('r', 'alpha', 'a', 'b')))}"
    )


def pymc_marketing() -> Iterator[str]:
    """The same posterior by both engines: seconds with compiling, and the returns beside those that made the data."""
    from forecasts.core.mix.fit import Engine, fit_mix

    world = media_world(weeks=WEEKS, channels=4, seed=3)
    ours, own = _clocked(lambda: fit_mix(world.data))
    theirs, other = _clocked(lambda: fit_mix(world.data, engine=Engine.PYMC))
    yield f"mix of 4 channels, {WEEKS} weeks: ours {ours}, PyMC-Marketing {theirs} with compiling"
    for one, two, true in zip(own.channels, other.channels, world.roas, strict=True):
        yield (
            f"{one.channel}: true return {true:.2f}; ours {one.roas.median:.2f} ({one.roas.low:.2f} to "
            f"{one.roas.high:.2f}), theirs {two.roas.median:.2f} ({two.roas.low:.2f} to {two.roas.high:.2f})"
        )


class _Took:
    """Seconds by the clock and of the processor."""

    def __init__(self, wall: float, processor: float) -> None:
        self.wall, self.processor = wall, processor

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.processor:.1f} s of processor)"


def _clocked(work: Callable[[], Any]) -> tuple[_Took, Any]:
    wall, processor = perf_counter(), process_time()
    found = work()
    return _Took(perf_counter() - wall, process_time() - processor), found


def _rounded(*numbers: float) -> str:
    return ", ".join(f"{number:.4g}" for number in numbers)


if __name__ == "__main__":
    main()
