"""Work by sales: calls, mails, meetings."""

from crm.layouts.touchpoints import PEOPLE
from imports.core.target import Check, Column, Kind, Refers, Target
from imports.registry import register

SOMEBODY = Check(
    holds="contact_id IS NOT NULL OR account_id IS NOT NULL OR opportunity_id IS NOT NULL",
    column="contact_key",
    reason="Neither the person nor the account nor the deal is known from this source; import those first.",
)
OWN_ID = "contact_key, lead_key, email, account_key, opportunity_key, CAST(occurred_at AS VARCHAR), kind"

register(
    Target(
        name="sales_activities",
        label="Sales activities",
        model="crm.SalesActivity",
        only_imported=True,
        columns=(
            Column(name="external_id", label="Activity ID", kind=Kind.ID, aliases=("Id",), example="S-1"),
            *PEOPLE,
            Column(
                name="account_key",
                label="Account ID",
                kind=Kind.ID,
                refers=Refers(model="crm.Account", fills="account_id"),
                example="A-1",
            ),
            Column(
                name="opportunity_key",
                label="Opportunity ID",
                kind=Kind.ID,
                refers=Refers(model="crm.Opportunity", fills="opportunity_id"),
                aliases=("Deal ID",),
            ),
            Column(
                name="occurred_at",
                label="Time",
                kind=Kind.INSTANT,
                required=True,
                aliases=("Activity date", "Date", "Created date"),
                example="2026-01-20T14:00:00Z",
            ),
            Column(name="kind", label="Kind", aliases=("Type", "Task subtype"), example="Call"),
        ),
        derived={"external_id": f"coalesce(external_id, md5(concat_ws('|', {OWN_ID})))"},
        checks=(SOMEBODY,),
        after=("accounts", "contacts", "leads", "opportunities"),
        help="Calls, mails and meetings by sales: they date the first answer and the first touch before it.",
    )
)
