"""Registered documents and sales targets."""

from imports.core.target import Check, Column, Kind, Target
from imports.registry import register
from okrs.layouts.named import OWNER

register(
    Target(
        name="documents",
        label="Documents",
        model="okrs.Document",
        columns=(
            Column(name="name", label="Name", required=True, example="Marketing plan 2026"),
            Column(
                name="kind",
                label="Kind",
                kind=Kind.CHOICE,
                required=True,
                choices={
                    "strategy": "strategy",
                    "business strategy": "strategy",
                    "okrs": "okrs",
                    "sales": "sales",
                    "sales targets and results": "sales",
                    "plan": "plan",
                    "marketing plan": "plan",
                    "other": "other",
                    "*": "other",
                },
                example="plan",
            ),
            Column(name="link", label="Link", required=True, example="https://files.example.com/strategy"),
            OWNER,
            Column(name="reviewed_on", label="Last reviewed", kind=Kind.DAY, example="2026-01-05"),
        ),
        key=("kind", "name"),
        checks=(
            Check(
                holds="regexp_matches(lower(link), '^https?://')",
                column="link",
                reason="A link begins with https:// or http://.",
            ),
        ),
        help="Where the documents of the strategy are.",
    ),
    Target(
        name="sales_targets",
        label="Sales targets",
        model="okrs.SalesTarget",
        columns=(
            Column(name="month", label="Month", kind=Kind.DAY, required=True, example="2026-01-01"),
            Column(name="segment", label="Segment", example="Enterprise"),
            Column(name="region", label="Region", example="EMEA"),
            Column(name="target", label="Target", kind=Kind.NUMBER, required=True, example="250000"),
            Column(name="result", label="Result", kind=Kind.NUMBER, example="212000"),
            OWNER,
        ),
        key=("month", "segment", "region"),
        derived={
            "month": "CAST(date_trunc('month', month) AS DATE)",
            "segment": "coalesce(segment, '')",
            "region": "coalesce(region, '')",
            "external_id": "concat_ws('|', strftime(month, '%Y-%m'), coalesce(segment, ''), coalesce(region, ''))",
        },
        checks=(Check(holds="target >= 0", column="target", reason="A sales target cannot be below 0."),),
        help="What sales wants to sell by month, and what it sold by its own account.",
    ),
)
