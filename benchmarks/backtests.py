"""How often 80 % ranges of outlooks held, beside naive and linear pace: `python -m benchmarks.backtests`.

Drawn worlds, the real weekly sets where they are (`--real FOLDER`), and the check-ins of the demonstration company,
full size, in the middle of each past quarter. docs/forecasts.md prints what it says.
"""

import argparse
import csv
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from forecasts.core.ahead.goal import Goal
from forecasts.core.ahead.heading import heading
from forecasts.core.ahead.known import Kind, Known, Stated, from_levels, from_totals
from forecasts.core.arrays import Floats
from forecasts.core.errors import CannotForecast
from forecasts.core.series.backtest import Backtest, backtest
from simulator.company.facts import facts
from simulator.company.files import contents
from tests.forecasts.worlds import weekly

DAY = date(2026, 11, 22)
ROBYN, MERIDIAN = "robyn_weekly/dt_simulated_weekly.csv", "meridian/national_all_channels.csv"
REAL = (
    ("Robyn, weekly revenue", ROBYN, ("revenue",)),
    ("Robyn, four weekly series", ROBYN, ("revenue", "facebook_I", "search_clicks_P", "competitor_sales_B")),
    ("Meridian, three weekly series", MERIDIAN, ("conversions", "Channel0_impression", "Organic_channel0_impression")),
)
DRAWN = (
    ("noise, 39 weeks known", "noise", 52, 39, 13), ("trend, 39 weeks", "trend", 52, 39, 13),
    ("wandering, 39 weeks", "wandering", 52, 39, 13), ("strong season, 39 weeks", "season", 52, 39, 13),
    ("strong season, 117 weeks", "season", 130, 117, 13), ("noise, 20 weeks, six ahead", "noise", 26, 20, 6),
    ("wandering, 20 weeks, six ahead", "wandering", 26, 20, 6),
)  # fmt: skip
ASKED_AFTER = (30, 48, 65)  # days of a quarter


@dataclass(frozen=True, slots=True)
class Line:
    """The check-ins of one key result by quarter, and how its values add up."""

    name: str
    measure: str
    quarters: dict[date, list[Stated]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--real", type=Path, default=Path(os.environ.get("SIGHTLINE_REAL_DATA", "../shared/data/real")))
    asked.add_argument("--worlds", type=int, default=200, help="drawn worlds of each kind")
    given = asked.parse_args()
    for name, kind, weeks, known, ahead in DRAWN:
        drawn = [weekly(kind, weeks=weeks, seed=seed) for seed in range(given.worlds)]
        _print(name, backtest(drawn, horizon=ahead, season_length=52, shortest=known, every=13))
    for name, file, columns in REAL:
        if (path := given.real / file).exists():
            series = _columns(path, columns)
            _print(name, backtest(series, horizon=13, season_length=52, shortest=30, every=2))
    _company()


def _print(name: str, found: Backtest) -> None:
    print(
        f"{name:<36}{found.forecasts:5d} forecasts, held {found.coverage:5.0%}, pace {found.pace_coverage:5.0%}; "
        f"error {found.mase:5.2f}, last value {found.naive_mase:5.2f}, pace {found.pace_mase:5.2f}"
    )


def _columns(path: Path, columns: Sequence[str]) -> list[Floats]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [np.array([float(row[column]) for row in rows]) for column in columns if column in rows[0]]


def _company() -> None:
    held: dict[str, list[bool]] = defaultdict(list)
    for line in _lines():
        for asked_after in ASKED_AFTER:
            held[line.measure] += _settled(line, asked_after)
            held[f"{line.measure}, {line.name}"] += _settled(line, asked_after)
    for name, found in sorted(held.items()):
        print(f"company: {name:<50}{len(found):5d} forecasts, held {np.mean(found):5.0%}")


def _settled(line: Line, asked_after: int) -> Iterator[bool]:
    """Whether the range held of every quarter that is over, asked so many days after its beginning."""
    for starts_on, stated in line.quarters.items():
        ends_on = _quarter_after(starts_on)
        if ends_on > DAY:
            continue
        known = _known(line, starts_on, until=starts_on + timedelta(asked_after))
        goal = Goal(Kind(line.measure), starts_on, ends_on)
        day = starts_on + timedelta(asked_after)
        try:
            if known is None:
                continue
            found = heading(known, goal, today=day, year_ends_on=date(day.year + 1, 1, 1), seed=asked_after)
        except CannotForecast:
            continue
        yield found.end.holds(stated[-1].value)


def _known(line: Line, starts_on: date, *, until: date) -> Known | None:
    earlier = [
        (quarter, [one for one in stated if one.day <= until])
        for quarter, stated in sorted(line.quarters.items())
        if quarter <= starts_on
    ]
    if line.measure == Kind.FLOW:
        return from_totals([(quarter, stated) for quarter, stated in earlier if stated or quarter == starts_on])
    return from_levels([one for _, stated in earlier for one in stated])


def _lines() -> list[Line]:
    made = contents(facts(DAY, seed=1), names=("key_results.csv", "check_ins.csv"))
    rows = {name: list(csv.DictReader(StringIO(content.decode()))) for name, _, content in made}
    measures = {(row["objective"], row["name"]): row["measure"] for row in rows["key_results.csv"]}
    found: dict[tuple[str, str], dict[date, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    for row in rows["check_ins.csv"]:
        if row["value"] and row["cycle"].startswith("Q"):
            key = row["objective"], row["key_result"]
            found[key][_first_day(row["cycle"])].append(Stated(date.fromisoformat(row["day"]), float(row["value"])))
    return [Line(key[1], measures[key], quarters) for key, quarters in found.items() if key in measures]


def _first_day(cycle: str) -> date:
    """The first day of `Q3 FY25`, in years that begin in January."""
    quarter, year = cycle.split()
    return date(2000 + int(year[2:]), 3 * int(quarter[1]) - 2, 1)


def _quarter_after(day: date) -> date:
    return date(day.year + day.month // 10, (day.month + 2) % 12 + 1, 1)


if __name__ == "__main__":
    main()
