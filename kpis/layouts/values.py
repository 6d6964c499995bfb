"""Values of measures that no fact of ours gives."""

from imports.core.scopes import SCOPES
from imports.core.target import Check, Column, Kind, Target
from imports.registry import register

KEY = "trim(regexp_replace(lower(strip_accents(name)), '[^a-z0-9]+', '_', 'g'), '_')"
STARTS = "CAST(split_part(days, '/', 1) AS DATE)"
ENDS = "CASE WHEN last_day IS NULL THEN CAST(split_part(days, '/', 2) AS DATE) ELSE last_day + 1 END"
WHERE = "part, segment, region, product, business_unit, business"
OWN_ID = f"md5(concat_ws('|', {KEY}, CAST({STARTS} AS VARCHAR), CAST({ENDS} AS VARCHAR), {WHERE}))"

register(
    Target(
        name="kpi_values",
        label="KPI values",
        model="kpis.ExternalValue",
        columns=(
            Column(name="external_id", label="Value ID", kind=Kind.ID, aliases=("Id",)),
            Column(
                name="name",
                label="KPI",
                required=True,
                aliases=("Measure", "Key", "Metric"),
                help="The key of a measure or KPI, such as brand_searches; “Brand searches” is read as the same.",
                example="brand_searches",
            ),
            Column(
                name="days",
                label="Day",
                kind=Kind.SPAN,
                required=True,
                aliases=("Measured on", "Date", "Week", "Month", "Quarter", "Period"),
                help="A day, a week, a month or a range.",
                example="2026-01",
            ),
            Column(
                name="last_day", label="Last day", kind=Kind.DAY, aliases=("Until",), help="Where the range has one."
            ),
            Column(name="value", label="Value", kind=Kind.NUMBER, help="Blank is unknown.", example="1240"),
            Column(name="unit", label="Unit", example="searches"),
            Column(
                name="part",
                label="Part",
                help="What it is a part of: a channel, a page. Parts are summed; leave it blank for the whole.",
            ),
            Column(name="owner", label="Owner", help="Who answers for the number.", example="Ada"),
            Column(
                name="document",
                label="Document",
                aliases=("Report", "Source"),
                help="The report that it was read from.",
            ),
            *SCOPES,
        ),
        derived={
            "external_id": f"coalesce(external_id, {OWN_ID})",
            "name": KEY,
            "measured_on": STARTS,
            "measured_until": ENDS,
            "attributes": "CASE WHEN part IS NULL THEN attributes "
            "ELSE CAST(json_merge_patch(coalesce(attributes, '{}'), json_object('part', part)) AS VARCHAR) END",
        },
        checks=(
            Check(holds="name <> ''", column="name", reason="The name of the KPI has no letter and no digit."),
            Check(
                holds="measured_until > measured_on",
                column="last_day",
                reason="The last day is before the first day.",
            ),
        ),
        help="What finance, the market or another tool says a measure was.",
    )
)
