"""Campaigns, found again by their id at each source."""

from imports.core.scopes import MODIFIED
from imports.core.target import Amend, Check, Column, Kind, Mint, Missing, Refers, Target, Write
from imports.registry import register

OWN_KEY = Refers(model="campaigns.CampaignKey", fills="id", gives="campaign_id", missing=Missing.NEW)
CHANNEL = Refers(
    model="campaigns.ChannelWord", fills="channel_id", key="word", gives="channel_id", sourced=False, folded=True
)
THEME = Refers(model="campaigns.Theme", fills="theme_id", key="name", sourced=False, folded=True)
AUDIENCE = Refers(model="campaigns.Audience", fills="audience_id", key="name", sourced=False, folded=True)
OWNER = Refers(model="people.User", fills="owner_id", key="email", sourced=False, folded=True)
PARENTS = Amend(
    model="campaigns.Campaign",
    select="""SELECT s.id, k.campaign_id AS parent_id FROM staged s JOIN campaigns_campaignkey k
        ON k.source = s.source AND k.external_id = s.parent_key AND k.campaign_id <> s.id""",
)

register(
    Target(
        name="campaigns",
        label="Campaigns",
        model="campaigns.Campaign",
        columns=(
            Column(
                name="external_id",
                label="Campaign ID",
                kind=Kind.ID,
                required=True,
                refers=OWN_KEY,
                aliases=("Id",),
                example="C-2026-01",
            ),
            Column(
                name="name", label="Campaign name", required=True, aliases=("Campaign", "Name"), example="Spring launch"
            ),
            Column(name="parent_key", label="Parent campaign ID", kind=Kind.ID),
            Column(name="channel", label="Channel", refers=CHANNEL, aliases=("Type",), example="Webinar"),
            Column(name="theme", label="Theme", refers=THEME),
            Column(name="audience", label="Audience", refers=AUDIENCE),
            Column(
                name="owner", label="Owner’s e-mail", kind=Kind.EMAIL, lenient=True, refers=OWNER, aliases=("Owner",)
            ),
            Column(name="starts_on", label="First day", kind=Kind.DAY, aliases=("Start date",), example="2026-01-05"),
            Column(name="ends_on", label="Last day", kind=Kind.DAY, aliases=("End date",), example="2026-03-31"),
            Column(
                name="state",
                label="State",
                kind=Kind.CHOICE,
                aliases=("Status",),
                choices={
                    "planned": "planned",
                    "draft": "planned",
                    "live": "live",
                    "in progress": "live",
                    "active": "live",
                    "enabled": "live",
                    "completed": "ended",
                    "ended": "ended",
                    "aborted": "ended",
                    "paused": "ended",
                    "removed": "ended",
                    "*": "planned",
                },
            ),
            Column(name="team", label="Team"),
            Column(name="hypothesis", label="Hypothesis"),
            Column(
                name="mix",
                label="Brand or activation",
                kind=Kind.CHOICE,
                choices={"brand": "brand", "activation": "activation", "mixed": "mixed"},
            ),
            Column(name="brand_share", label="Brand’s share", kind=Kind.NUMBER, help="0 to 1."),
            MODIFIED,
        ),
        key=("external_id",),
        match=("id",),
        name_keys={"external_id": "name"},
        mint=Mint(column="id", per="external_id", model="campaigns.Campaign"),
        checks=(
            Check(holds="brand_share BETWEEN 0 AND 1", column="brand_share", reason="A share lies between 0 and 1."),
            Check(holds="ends_on >= starts_on", column="ends_on", reason="The last day is before the first day."),
        ),
        writes=(
            Write(
                model="campaigns.CampaignKey",
                key=("source", "external_id"),
                select="SELECT source, external_id, id AS campaign_id FROM staged",
            ),
        ),
        amends=(PARENTS,),
        help="Initiatives with a budget. A channel is understood through the table of channel words.",
    )
)
