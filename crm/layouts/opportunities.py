"""Deals."""

from crm.layouts.people import OF_ACCOUNT
from imports.core.scopes import MODIFIED, SCOPES
from imports.core.target import Column, Kind, Money, Refers, Target
from imports.registry import register

WON_STAGE = "regexp_replace(lower(stage), '[^a-z]', '', 'g') = 'closedwon'"
LOST_STAGE = "regexp_replace(lower(stage), '[^a-z]', '', 'g') = 'closedlost'"
# The vendor's own flags decide; a stage's name only where both flags are blank.
OUTCOME = f"""coalesce(outcome, CASE WHEN is_won THEN 'won' WHEN is_closed THEN 'lost'
    WHEN is_closed = false THEN 'open'
    WHEN {WON_STAGE} THEN 'won' WHEN {LOST_STAGE} THEN 'lost' ELSE 'open' END)"""
BUSINESS = """coalesce(business, CASE WHEN kind = 'new' THEN 'new'
    WHEN kind IN ('renewal', 'expansion') THEN 'existing' END)"""
PRIMARY = Refers(
    model="campaigns.CampaignKey",
    fills="primary_campaign_id",
    gives="campaign_id",
    named=Refers(model="campaigns.Campaign", fills="primary_campaign_id", key="name", sourced=False, folded=True),
)

register(
    Target(
        name="opportunities",
        label="Opportunities",
        model="crm.Opportunity",
        only_imported=True,
        columns=(
            Column(
                name="external_id",
                label="Opportunity ID",
                kind=Kind.ID,
                required=True,
                aliases=("Id", "Record ID"),
                example="O-1",
            ),
            Column(
                name="name",
                label="Opportunity name",
                required=True,
                aliases=("Deal name", "Name"),
                example="Nordwind, platform",
            ),
            *OF_ACCOUNT,
            Column(name="stage", label="Stage", aliases=("Stage name", "Deal stage"), example="Proposal"),
            Column(name="amount", label="Amount", kind=Kind.NUMBER, example="12000.00"),
            Column(
                name="currency",
                label="Currency",
                kind=Kind.CURRENCY,
                aliases=("Amount currency", "Currency ISO code"),
                example="EUR",
            ),
            Column(
                name="created_at",
                label="Created",
                kind=Kind.INSTANT,
                aliases=("Created date", "Create date"),
                example="2026-01-20T09:00:00Z",
            ),
            Column(
                name="closes_on",
                label="Close date",
                kind=Kind.DAY,
                help="A plan while the deal is open, the day it closed afterwards.",
                example="2026-03-31",
            ),
            Column(name="is_closed", label="Is closed", kind=Kind.FLAG, aliases=("Is deal closed?", "Closed")),
            Column(name="is_won", label="Is won", kind=Kind.FLAG, aliases=("Is closed won", "Won")),
            Column(
                name="outcome",
                label="Outcome",
                kind=Kind.CHOICE,
                choices={"open": "open", "won": "won", "lost": "lost", "closed won": "won", "closed lost": "lost"},
            ),
            Column(
                name="kind",
                label="Type",
                kind=Kind.CHOICE,
                aliases=("Deal type",),
                choices={
                    "new business": "new",
                    "newbusiness": "new",
                    "new": "new",
                    "renewal": "renewal",
                    "expansion": "expansion",
                    "existing business": "expansion",
                    "existingbusiness": "expansion",
                    "upsell": "expansion",
                    "*": "",
                },
            ),
            Column(name="source_field", label="Lead source", aliases=("Original traffic source",)),
            Column(
                name="primary_campaign",
                label="Primary campaign ID",
                kind=Kind.ID,
                refers=PRIMARY,
                aliases=("Campaign ID",),
            ),
            Column(name="campaign_name", label="Primary campaign name", aliases=("Primary campaign source",)),
            *SCOPES,
            MODIFIED,
        ),
        derived={
            "outcome": OUTCOME,
            "closed_on": f"CASE WHEN {OUTCOME} <> 'open' THEN closes_on END",
            "expected_close_on": "closes_on",
            "business": BUSINESS,
            "rated_on": "coalesce(closes_on, CAST(created_at AS DATE))",
        },
        name_keys={"external_id": "name", "account_key": "account_name", "primary_campaign": "campaign_name"},
        money=Money(on="rated_on", dated="coalesce(t.closed_on, t.expected_close_on, CAST(t.created_at AS date))"),
        after=("accounts", "campaigns"),
        help="Deals. A blank amount stays unknown; it is never counted as zero.",
    )
)
