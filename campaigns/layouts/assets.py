"""What campaigns offer: content pieces, webinars, events, mails."""

from imports.core.target import Column, Kind, Missing, Refers, Target
from imports.registry import register

CAMPAIGN = Refers(model="campaigns.CampaignKey", fills="campaign_id", gives="campaign_id", missing=Missing.REJECT)

register(
    Target(
        name="assets",
        label="Assets",
        model="campaigns.Asset",
        columns=(
            Column(name="external_id", label="Asset ID", kind=Kind.ID, required=True, aliases=("Id",), example="AS-01"),
            Column(
                name="campaign_key",
                label="Campaign ID",
                kind=Kind.ID,
                required=True,
                refers=CAMPAIGN,
                example="C-2026-01",
            ),
            Column(name="name", label="Asset name", required=True, aliases=("Name", "Title"), example="Buyer’s guide"),
            Column(
                name="kind",
                label="Kind",
                kind=Kind.CHOICE,
                aliases=("Type",),
                choices={
                    "content": "content",
                    "webinar": "webinar",
                    "event": "event",
                    "mail": "mail",
                    "e-mail": "mail",
                    "email": "mail",
                    "page": "page",
                    "landing page": "page",
                    "*": "other",
                },
                example="content",
            ),
        ),
        after=("campaigns",),
        help="Content pieces, webinars, events and mails under a campaign.",
    )
)
