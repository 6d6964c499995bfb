"""Targets of KPIs by month, quarter or year."""

from imports.core.target import Check, Column, Kind, Missing, Refers, Target
from imports.registry import register

STARTS = "CAST(split_part(days, '/', 1) AS DATE)"
ENDS = "CAST(split_part(days, '/', 2) AS DATE)"

register(
    Target(
        name="kpi_targets",
        label="Targets of KPIs",
        model="kpis.KpiTarget",
        columns=(
            Column(
                name="kpi",
                label="KPI key",
                required=True,
                aliases=("KPI with a target",),
                refers=Refers(
                    model="kpis.Definition",
                    fills="definition_id",
                    key="CASE WHEN is_current AND retired_at IS NULL THEN key END",
                    sourced=False,
                    folded=True,
                    missing=Missing.REJECT,
                ),
                help="The key of the KPI, as its page shows it.",
                example="win_rate",
            ),
            Column(
                name="days",
                label="Month, quarter or year of the target",
                kind=Kind.SPAN,
                required=True,
                aliases=("Target for",),
                help="Such as 2026-01, 2026-Q1 or 2026-01-01/2026-03-31.",
                example="2026-01",
            ),
            Column(
                name="value",
                label="KPI target",
                kind=Kind.NUMBER,
                required=True,
                help="In the KPI's own unit; a share as 0.25, not as 25.",
                example="0.25",
            ),
        ),
        key=("kpi", "starts_on", "ends_on"),
        derived={
            "kpi": "lower(kpi)",
            "starts_on": STARTS,
            "ends_on": ENDS,
            "external_id": f"concat_ws('|', lower(kpi), {STARTS}, {ENDS})",
        },
        checks=(Check(holds="ends_on > starts_on", column="days", reason="The target ends before it starts."),),
        help="What KPIs are meant to reach in a month, quarter or year.",
    )
)
