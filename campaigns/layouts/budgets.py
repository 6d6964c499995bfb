"""What campaigns may cost: planned, forecast and committed by month."""

from imports.core.target import Column, Kind, Missing, Money, Refers, Target
from imports.registry import register

CAMPAIGN = Refers(model="campaigns.CampaignKey", fills="campaign_id", gives="campaign_id", missing=Missing.REJECT)
MONTH = "CAST(date_trunc('month', CAST(split_part(month, '/', 1) AS DATE)) AS DATE)"

register(
    Target(
        name="budgets",
        label="Budgets",
        model="campaigns.BudgetEntry",
        columns=(
            Column(name="external_id", label="Budget ID", kind=Kind.ID, aliases=("Id",)),
            Column(
                name="campaign_key",
                label="Campaign ID",
                kind=Kind.ID,
                required=True,
                refers=CAMPAIGN,
                example="C-2026-01",
            ),
            Column(
                name="layer",
                label="Layer",
                kind=Kind.CHOICE,
                required=True,
                choices={
                    "plan": "plan",
                    "planned": "plan",
                    "budget": "plan",
                    "forecast": "forecast",
                    "committed": "committed",
                },
                help="Plan, forecast or committed.",
                example="plan",
            ),
            Column(name="month", label="Month", kind=Kind.SPAN, required=True, example="2026-01"),
            Column(name="amount", label="Amount", kind=Kind.NUMBER, aliases=("Budget",), example="8000.00"),
            Column(name="currency", label="Currency", kind=Kind.CURRENCY, example="EUR"),
            Column(name="is_working", label="Working spend", kind=Kind.FLAG, example="true"),
            Column(name="is_contractual", label="Cannot be released", kind=Kind.FLAG, example="false"),
        ),
        derived={
            "external_id": f"coalesce(external_id, concat_ws('|', campaign_key, layer, strftime({MONTH}, '%Y-%m')))",
            "month": MONTH,
        },
        money=Money(on="month", dated="t.month"),
        after=("campaigns",),
        help="Money planned, forecast or committed for one campaign and month.",
    )
)
