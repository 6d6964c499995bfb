"""What campaigns may cost: planned, forecast and committed by month."""

from imports.core.target import Check, Column, Kind, Missing, Money, Prepare, Refers, Target
from imports.registry import register

CAMPAIGN = Refers(model="campaigns.CampaignKey", fills="campaign_id", gives="campaign_id", missing=Missing.REJECT)
MONTH = "CAST(date_trunc('month', CAST(split_part(month, '/', 1) AS DATE)) AS DATE)"
IN_WORDS = f"strftime({MONTH}, '%Y-%m')"
OWN_ID = f"coalesce(external_id, concat_ws('|', campaign_key, layer, {IN_WORDS}))"
IS_APPROVED = """(EXISTS (SELECT FROM campaigns_campaign c
    WHERE c.id = campaign_id AND c.plan_approved_at IS NOT NULL))::int"""
# An approved plan is locked. Whether a row would change it is found out by three questions to what stands.
APPROVED = Refers(
    model="campaigns.CampaignKey",
    fills="approved",
    of="clean.campaign_key",
    gives=IS_APPROVED,
    missing=Missing.NEW,
)
HOLDS_A_PLAN = Refers(
    model="campaigns.BudgetEntry",
    fills="holds_a_plan",
    gives=f"{IS_APPROVED} * (layer = 'plan')::int",
    missing=Missing.NEW,
)
AS_IT_STANDS = Refers(
    model="campaigns.BudgetEntry",
    fills="stands_for",
    key="concat_ws('|', external_id, layer, to_char(month, 'YYYY-MM'), amount, currency)",
    of=f"concat_ws('|', {OWN_ID}, layer, {IN_WORDS}, CAST(amount AS DECIMAL(18, 2)), currency)",
    gives="campaign_id",
    missing=Missing.NEW,
)
LOCKED = "(layer = 'plan' AND approved = 1 OR coalesce(holds_a_plan, 0) = 1)"
OF_THE_MONTH = """(SELECT count(DISTINCT o.external_id) FROM shaped o WHERE o.campaign_id = shaped.campaign_id
    AND o.layer = shaped.layer AND o.month = shaped.month) = 1"""
# The amount of a month that was typed in, or came under another id, is this row's amount: it keeps the id it has.
ADOPT = """UPDATE staged s SET source = e.source, external_id = e.external_id FROM campaigns_budgetentry e
    WHERE e.campaign_id = s.campaign_id AND e.layer = s.layer AND e.month = s.month
    AND NOT EXISTS (SELECT FROM campaigns_budgetentry k WHERE k.source = s.source AND k.external_id = s.external_id)"""

register(
    Target(
        name="budgets",
        label="Budgets",
        model="campaigns.BudgetEntry",
        columns=(
            Column(name="external_id", label="Budget ID", kind=Kind.ID, refers=HOLDS_A_PLAN, aliases=("Id",)),
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
                refers=APPROVED,
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
            Column(name="month", label="Month", kind=Kind.SPAN, required=True, refers=AS_IT_STANDS, example="2026-01"),
            Column(name="amount", label="Amount", kind=Kind.NUMBER, aliases=("Budget",), example="8000.00"),
            Column(name="currency", label="Currency", kind=Kind.CURRENCY, example="EUR"),
            Column(name="is_working", label="Working spend", kind=Kind.FLAG, example="true"),
            Column(name="is_contractual", label="Cannot be released", kind=Kind.FLAG, example="false"),
        ),
        derived={"external_id": OWN_ID, "month": MONTH},
        checks=(
            Check(
                holds=f"NOT {LOCKED} OR stands_for IS NOT DISTINCT FROM campaign_id",
                column="amount",
                reason="The plan of this campaign is approved and locked. Change its forecast, or have an "
                "administrator or executive reopen the plan on the campaign’s page; then import the file again.",
            ),
            Check(
                holds=OF_THE_MONTH,
                column="month",
                reason="Several rows give this campaign an amount of the same layer and month; keep one of them.",
            ),
        ),
        prepares=(Prepare(statement=ADOPT, where="true"),),
        money=Money(on="month", dated="t.month"),
        after=("campaigns",),
        help="Money planned, forecast or committed for one campaign and month.",
    )
)
