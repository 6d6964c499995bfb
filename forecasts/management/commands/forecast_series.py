"""`manage.py forecast_series FILE --horizon N`: ranges per step and for the total, of every series in a file."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from forecasts.management.offline import OfflineCommand
from forecasts.management.tables import Table, TableProblem, read_table
from forecasts.management.timelines import Timeline, timeline


class Command(OfflineCommand):
    """Columns: series (optional), date or index, and value, or numerator with denominator for a ratio."""

    help = (
        "Forecast every series of a CSV with the columns series (optional), date or index, and value (or numerator and "
        "denominator). Prints low, median and high (80 %%) per step and for the total."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--horizon", type=int, required=True, help="number of future steps")
        parser.add_argument("--season", type=int, help="steps in a season; 0 for none; default by the spacing of dates")
        parser.add_argument("--target", type=float, help="adds the chance to reach it within the horizon")
        parser.add_argument("--measure", choices=["flow", "level"], default="flow", help="how a target is reached")
        parser.add_argument("--falling", action="store_true", help="lower is better")

    def answer(self, **options: Any) -> Mapping[str, object]:
        table = read_table(options["file"])
        names = table.text("series") if table.has("series") else ["value"] * len(table)
        rows_of: dict[str, list[int]] = {}
        for row, name in enumerate(names):
            rows_of.setdefault(name, []).append(row)
        told = [_one_series(table, name, rows, options) for name, rows in rows_of.items()]
        _refuse_if_nothing(told)
        return {"horizon": options["horizon"], "level": 0.8, "seed": options["seed"], "series": told}


def _one_series(table: Table, name: str, rows: list[int], options: Mapping[str, Any]) -> dict[str, object]:
    """One forecast, or the sentence that says why there is none."""
    from forecasts.core.errors import CannotForecast

    when = timeline(table, rows, column="date" if table.has("date") else "index")
    try:
        if table.has("numerator"):
            return {"series": name, **_ratio(table, rows, when, options)}
        return {"series": name, **_values(table, rows, when, options)}
    except CannotForecast as refusal:
        return {"series": name, "refused": refusal.reason, "needs": refusal.needs}


def _values(table: Table, rows: list[int], when: Timeline, options: Mapping[str, Any]) -> dict[str, object]:
    import numpy as np

    from forecasts.core.arrays import Interval
    from forecasts.core.series.outlook import outlook
    from forecasts.core.series.target import Measure, target_outlook

    numbers = table.numbers("value")
    values = np.array(when.spread([numbers[row] for row in rows]))
    season = when.season_length if options["season"] is None else options["season"]
    paths = outlook(values, horizon=options["horizon"], season_length=season, seed=options["seed"])
    told: dict[str, object] = {
        "basis": paths.basis,
        "built_on": paths.built_on,
        "missing_steps": int(np.isnan(values).sum()),
        "steps": [
            {
                "step": ahead,
                "at": when.label(when.steps - 1 + ahead),
                "low": one.low,
                "median": one.median,
                "high": one.high,
            }
            for ahead, one in enumerate(paths.steps(), start=1)
        ],
        "total": Interval.of(paths.total()),
    }
    if options["target"] is not None:
        measure = Measure(options["measure"])
        told["target"] = target_outlook(paths, measure=measure, target=options["target"], falling=options["falling"])
    return told


def _ratio(table: Table, rows: list[int], when: Timeline, options: Mapping[str, Any]) -> dict[str, object]:
    import numpy as np

    from forecasts.core.arrays import Interval
    from forecasts.core.series.ratio import ratio_outlook

    above, below = table.numbers("numerator"), table.numbers("denominator")
    paths = ratio_outlook(
        np.array(when.spread([above[row] for row in rows])),
        np.array(when.spread([below[row] for row in rows])),
        horizon=options["horizon"],
        season_length=when.season_length if options["season"] is None else options["season"],
        seed=options["seed"],
    )
    overall = paths.overall()
    known = overall[np.isfinite(overall)]
    return {
        "basis": "ratio",
        "built_on": paths.built_on,
        "numerator": Interval.of(paths.numerator.sum(axis=1)),
        "denominator": Interval.of(paths.denominator.sum(axis=1)),
        "total": Interval.of(known) if known.size else None,
    }


def _refuse_if_nothing(told: list[dict[str, object]]) -> None:
    if all("refused" in one for one in told):
        sentences = " ".join(f"{one['series']}: {one['refused']} {one['needs']}" for one in told[:5])
        more = f" {len(told) - 5} more series have no forecast either." if len(told) > 5 else ""
        raise TableProblem(f"Nothing could be forecast. {sentences}{more}")
