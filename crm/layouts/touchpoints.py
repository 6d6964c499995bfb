"""Touchpoints: dated contacts of people with campaigns. Campaign members are touchpoints too."""

from crm.core.naming import by_rules
from imports.core.target import Check, Column, Kind, Refers, Target
from imports.registry import register

BY_ID = Refers(model="crm.Contact", fills="contact_id")
BY_ADDRESS = Refers(model="crm.Contact", fills="contact_id", key="email", sourced=False, folded=True)
CAMPAIGN = Refers(
    model="campaigns.CampaignKey",
    fills="campaign_id",
    gives="campaign_id",
    named=Refers(model="campaigns.Campaign", fills="campaign_id", key="name", sourced=False, folded=True),
)
CHANNEL = Refers(
    model="campaigns.ChannelWord", fills="channel_id", key="word", gives="channel_id", sourced=False, folded=True
)
ASSET = Refers(model="campaigns.Asset", fills="asset_id")

KNOWN_PERSON = Check(
    holds="contact_id IS NOT NULL",
    column="contact_key",
    reason="The person is not known from this source; import contacts and leads first.",
)
DATED = Check(holds="occurred_at IS NOT NULL", column="occurred_at", reason="The row has no date.")
PEOPLE = (
    Column(name="contact_key", label="Contact ID", kind=Kind.ID, refers=BY_ID, example="P-1"),
    Column(name="lead_key", label="Lead ID", kind=Kind.ID, refers=BY_ID),
    Column(
        name="email",
        label="E-mail",
        kind=Kind.EMAIL,
        personal=True,
        lenient=True,
        refers=BY_ADDRESS,
        aliases=("Email",),
    ),
)
WHERE = (
    Column(name="campaign_key", label="Campaign ID", kind=Kind.ID, refers=CAMPAIGN, example="C-2026-01"),
    Column(name="channel", label="Channel", refers=CHANNEL, example="Paid search"),
    Column(name="asset_key", label="Asset ID", kind=Kind.ID, refers=ASSET),
)
# What a link was tagged with; it counts where the columns above say nothing.
TAGS = (
    Column(name="utm_campaign", label="UTM campaign", refers=CAMPAIGN, example="spring-launch"),
    Column(name="utm_medium", label="UTM medium", refers=CHANNEL, example="email"),
    Column(name="utm_source", label="UTM source", refers=CHANNEL, example="newsletter"),
)
# A touch without an id is the same touch when all of this is the same.
OWN_ID = """contact_key, lead_key, email, CAST(occurred_at AS VARCHAR), campaign_key, channel, kind, utm_campaign,
    utm_medium, utm_source"""
LABEL = "CASE WHEN campaign_id IS NULL THEN campaign_key END"
NAME = "coalesce(campaign_key, utm_campaign)"
TAGGED = f"CASE WHEN campaign_id IS NULL THEN {NAME} END"

register(
    Target(
        name="touchpoints",
        label="Touchpoints",
        model="crm.Touchpoint",
        only_imported=True,
        columns=(
            Column(name="external_id", label="Touchpoint ID", kind=Kind.ID, aliases=("Id", "Event ID")),
            *PEOPLE,
            Column(
                name="occurred_at",
                label="Time",
                kind=Kind.INSTANT,
                required=True,
                aliases=("Occurred at", "Date", "Timestamp", "Event time"),
                example="2026-01-15T09:30:00Z",
            ),
            *WHERE,
            *TAGS,
            Column(name="kind", label="Kind", aliases=("Event", "Type"), example="Webinar attended"),
        ),
        derived={
            "external_id": f"coalesce(external_id, md5(concat_ws('|', {OWN_ID})))",
            "campaign_label": TAGGED,
        },
        prepares=(by_rules(key=NAME),),
        checks=(KNOWN_PERSON,),
        after=("contacts", "leads", "campaigns"),
        help="Every dated contact of a person with a campaign: visits, downloads, attendances, replies.",
    ),
    Target(
        name="campaign_members",
        label="Campaign members",
        model="crm.Touchpoint",
        only_imported=True,
        columns=(
            Column(name="external_id", label="Member ID", kind=Kind.ID, aliases=("Id",)),
            *PEOPLE,
            Column(name="occurred_at", label="Date of the touch", kind=Kind.INSTANT, example="2026-01-15T09:30:00Z"),
            Column(name="responded_at", label="First responded", kind=Kind.INSTANT, aliases=("First responded date",)),
            Column(
                name="added_at",
                label="Added",
                kind=Kind.INSTANT,
                aliases=("Created date", "Member first associated date"),
            ),
            *WHERE,
            Column(name="campaign_name", label="Campaign name"),
            Column(name="kind", label="Member status", required=True, aliases=("Status",), example="Responded"),
        ),
        name_keys={"campaign_key": "campaign_name"},
        derived={
            "external_id": "coalesce(external_id, md5(concat_ws('|', contact_key, lead_key, email, campaign_key)))",
            "occurred_at": "coalesce(occurred_at, responded_at, added_at)",
            "campaign_label": LABEL,
        },
        prepares=(by_rules(key="campaign_key"),),
        checks=(DATED, KNOWN_PERSON),
        after=("contacts", "leads", "campaigns"),
        help="People in a campaign. The touch is dated when they responded, or else when they were added.",
    ),
)
