"""Exchange rates: the company's own, by day."""

from imports.core.target import Check, Column, Kind, Target
from imports.registry import register

register(
    Target(
        name="exchange_rates",
        label="Exchange rates",
        model="organisation.ExchangeRate",
        columns=(
            Column(name="currency", label="Currency", kind=Kind.CURRENCY, required=True, example="USD"),
            Column(name="on", label="Day", kind=Kind.DAY, required=True, aliases=("Date",), example="2026-01-02"),
            Column(
                name="rate",
                label="Rate",
                kind=Kind.NUMBER,
                required=True,
                help="How many units of the reporting currency one unit is worth.",
                example="0.92",
            ),
        ),
        key=("currency", "on"),
        checks=(Check(holds="rate > 0", column="rate", reason="A rate is larger than zero."),),
        settles_money=True,
        help="What a unit of another currency is worth in the reporting currency. Amounts that waited are converted.",
    )
)
