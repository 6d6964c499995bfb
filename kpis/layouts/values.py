"""Values that no fact of ours gives: finance, the market, other tools, a spreadsheet."""

from imports.core.target import Check, Column, Kind, Target
from imports.registry import register

KEY = "trim(regexp_replace(lower(kpi), '[^a-z0-9]+', '_', 'g'), '_')"
OWN_ID = f"concat_ws('|', {KEY}, CAST(measured_on AS VARCHAR), segment, region, product, business_unit, business)"

register(
    Target(
        name="kpi_values",
        label="KPI values",
        model="kpis.ExternalValue",
        columns=(
            Column(
                name="kpi",
                label="KPI",
                required=True,
                aliases=("Measure", "Metric", "Name"),
                help="A base measure or a KPI without a formula, by its key or name.",
                example="market_size",
            ),
            Column(
                name="measured_on",
                label="First day",
                kind=Kind.DAY,
                required=True,
                aliases=("Date", "Day", "Measured on"),
                example="2026-01-01",
            ),
            Column(
                name="measured_until",
                label="First day after",
                kind=Kind.DAY,
                help="Blank: the value stands for its first day alone.",
                example="2026-02-01",
            ),
            Column(name="value", label="Value", kind=Kind.NUMBER, example="125000"),
            Column(name="unit", label="Unit", example="EUR"),
            Column(name="owner", label="Owner", help="Who answers for the number.", example="Finance"),
            Column(
                name="document",
                label="Document",
                aliases=("Source", "File", "Report"),
                help="The file or report that it is from.",
                example="Market report 2026",
            ),
            Column(name="segment", label="Segment"),
            Column(name="region", label="Region"),
            Column(name="product", label="Product"),
            Column(name="business_unit", label="Business unit"),
            Column(
                name="business",
                label="New or existing business",
                kind=Kind.CHOICE,
                choices={"new": "new", "existing": "existing"},
            ),
        ),
        derived={
            "name": f"left({KEY}, 80)",
            "measured_until": "coalesce(measured_until, measured_on + 1)",
            "external_id": f"CASE WHEN length({OWN_ID}) > 200 THEN md5({OWN_ID}) ELSE {OWN_ID} END",
        },
        checks=(
            Check(
                holds=f"{KEY} <> ''",
                column="kpi",
                reason="The name of the KPI has no letter or digit; write its key, such as market_size.",
            ),
            Check(
                holds="measured_until > measured_on",
                column="measured_until",
                reason="The value ends before it starts.",
            ),
        ),
        help="Numbers from outside: the market, finance, a spreadsheet. Found again by KPI, first day and scope.",
    )
)
