"""`manage.py fit_clv FILE`: how often customers buy again and what they are worth."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from forecasts.management.offline import OfflineCommand, write_text
from forecasts.management.tables import read_table


class Command(OfflineCommand):
    """Columns: frequency (repeat purchases), recency, age (same time unit), optionally mean_value."""

    help = (
        "Fit BG/NBD, and Gamma-Gamma where there is a mean_value, to a CSV with one row per customer: "
        "frequency (repeat purchases), recency and age (both since the first purchase, in one time unit), "
        "mean_value (optional)."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--ahead", type=float, default=52.0, help="time to look ahead, in the file's time unit")
        parser.add_argument("--margin", type=float, default=1.0, help="share of a purchase's value that is kept")
        parser.add_argument("--discount", type=float, default=0.0, help="discount rate per time unit")
        parser.add_argument("--customers", help="CSV to write, one row per customer of the file")

    def answer(self, **options: Any) -> Mapping[str, object]:
        import numpy as np

        from forecasts.core.customers.value import fit_customers

        table = read_table(options["file"], needed=["frequency", "recency", "age"])
        frequency, recency, age = (np.array(table.numbers(name)) for name in ("frequency", "recency", "age"))
        mean_value = np.array(table.numbers("mean_value")) if table.has("mean_value") else None
        _refuse_options(options)
        found = fit_customers(
            frequency, recency, age, mean_value,
            ahead=options["ahead"], margin=options["margin"], discount=options["discount"], seed=options["seed"],
        )  # fmt: skip
        if options["customers"]:
            columns = {
                "alive": found.buying.alive(frequency, recency, age),
                "expected_purchases": found.buying.expected(options["ahead"], frequency, recency, age),
            }
            if found.spend is not None and mean_value is not None:
                columns["expected_value"] = found.spend.expected(frequency, mean_value)
            rows = zip(*(column.tolist() for column in columns.values()), strict=True)
            lines = [",".join(columns), *(",".join(f"{number:.6g}" for number in row) for row in rows)]
            write_text(options["customers"], "\n".join(lines) + "\n")
        return {
            "ahead": options["ahead"],
            "margin": options["margin"],
            "level": 0.8,
            "range_covers": "which customers happened to be in the file; not a season, prices or a changed assortment",
            "seed": options["seed"],
            "fit": found,
        }


def _refuse_options(options: Mapping[str, Any]) -> None:
    from forecasts.core.errors import CannotForecast

    if options["ahead"] <= 0 or options["discount"] < 0:
        raise CannotForecast("--ahead must be above 0 and --discount not below 0.", needs="Correct the options.")
