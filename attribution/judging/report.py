"""Judge every model in several worlds and seeds, and put the findings into one document."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from datetime import date
from itertools import repeat
from multiprocessing import get_context
from statistics import fmean

import numpy as np

from attribution.core.models import Model
from attribution.core.verdict import Verdict, covered, judge
from attribution.judging.observe import Observed, observe
from simulator.core.worlds import world_named

Progress = Callable[[str], None]
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """`seeds` worlds of full size judge the credit; `small` ones, of other seeds, judge its intervals."""

    worlds: Sequence[str]
    seeds: int
    small: int
    processes: int = 2


def report(plan: Plan, *, made_on: date, progress: Progress = lambda sentence: None) -> dict[str, object]:
    """The document: worlds, one row per world and model, and the coverage of each model's intervals in all of them."""
    worlds = [world_named(name) for name in plan.worlds]
    rows, hits = [], {model: [0, 0] for model in Model}
    # A fresh interpreter per worker: the engine's threads do not survive a fork.
    with ProcessPoolExecutor(plan.processes, mp_context=get_context("spawn")) as pool:
        for world in worlds:
            large = list(pool.map(_large, repeat(world.name), range(1, plan.seeds + 1)))
            small = list(pool.map(_small, repeat(world.name), range(1001, 1001 + plan.small)))
            progress(f"{world.name}: {len(large)} worlds judged, {len(small)} small ones for the intervals")
            for row, found in _rows(world.name, large, small):
                rows.append(row)
                hits[Model(str(row["model"]))][0] += found[0]
                hits[Model(str(row["model"]))][1] += found[1]
    return {
        "made_on": made_on.isoformat(),
        "seeds": plan.seeds,
        "small": plan.small,
        "worlds": [{"name": one.name, "sentence": one.sentence, "market": one.market.value} for one in worlds],
        "models": [
            {"model": model.value, "intervals": count, "interval_coverage": _share(found, count)}
            for model, (found, count) in hits.items()
        ],
        "rows": rows,
    }


def _large(name: str, seed: int) -> Observed:
    return observe(name, seed=seed)


def _small(name: str, seed: int) -> Observed:
    return observe(name, seed=seed, small=True)


def _rows(
    world: str, large: Sequence[Observed], small: Sequence[Observed]
) -> Iterator[tuple[dict[str, object], tuple[int, int]]]:
    for model in Model:
        verdicts = [_verdict(one, model) for one in large]
        own = _own_coverage(small, model)
        truth = _sum(_truth_covered(one, model) for one in large)
        means = {field.name: _mean([getattr(verdict, field.name) for verdict in verdicts]) for field in fields(Verdict)}
        yield (
            {
                "world": world,
                "model": model.value,
                **means,
                "interval_coverage": _share(*own),
                "truth_coverage": _share(*truth),
            },
            own,
        )


def _verdict(one: Observed, model: Model) -> Verdict:
    assert one.facts is not None  # noqa: S101 -- worlds of full size are played with their game
    credit = one.credit[model]
    return judge(conversions=credit.conversions, value=credit.value, facts=one.facts)


def _truth_covered(one: Observed, model: Model) -> tuple[int, int]:
    assert one.facts is not None  # noqa: S101 -- as above
    credit = one.credit[model]
    if credit.low is None or credit.high is None:
        return 0, 0
    return covered(low=credit.low, high=credit.high, of=one.facts.increment)


def _own_coverage(small: Sequence[Observed], model: Model) -> tuple[int, int]:
    """How often a world's interval holds the mean credit of all the other worlds of its kind."""
    credits = [one.credit[model] for one in small]
    if len(credits) < 2:
        return 0, 0
    points = np.array([credit.conversions for credit in credits])
    others = (points.sum(axis=0) - points) / (len(points) - 1)
    return _sum(
        covered(low=credit.low, high=credit.high, of=expected)
        for credit, expected in zip(credits, others, strict=True)
        if credit.low is not None and credit.high is not None
    )


def _sum(pairs: Iterator[tuple[int, int]]) -> tuple[int, int]:
    found, count = 0, 0
    for one, all_of_it in pairs:
        found, count = found + one, count + all_of_it
    return found, count


def _mean(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return round(fmean(known), DIGITS) if known else None


def _share(found: int, count: int) -> float | None:
    return round(found / count, DIGITS) if count else None
