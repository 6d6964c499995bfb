"""What campaigns cost, by day or by a longer span."""

from imports.core.target import Check, Column, Kind, Mint, Missing, Money, Refers, Target, Write
from imports.registry import register

STARTS = "CAST(split_part(days, '/', 1) AS DATE)"
ENDS = "CASE WHEN last_day IS NULL THEN CAST(split_part(days, '/', 2) AS DATE) ELSE last_day + 1 END"
BY_NAME = Refers(model="campaigns.Campaign", fills="campaign_id", key="name", sourced=False, folded=True)
CAMPAIGN = Refers(
    model="campaigns.CampaignKey",
    fills="campaign_id",
    gives="campaign_id",
    missing=Missing.NEW,
    named=BY_NAME,
)

register(
    Target(
        name="spend",
        label="Spend",
        model="campaigns.SpendEntry",
        columns=(
            Column(
                name="campaign_key",
                label="Campaign ID",
                kind=Kind.ID,
                required=True,
                refers=CAMPAIGN,
                help="A campaign that is not known yet is made.",
                example="C-2026-01",
            ),
            Column(name="campaign_name", label="Campaign name", aliases=("Campaign",), example="Spring launch"),
            Column(
                name="days",
                label="Day",
                kind=Kind.SPAN,
                required=True,
                aliases=("Date", "Week", "Month", "Quarter", "Period"),
                help="A day, a week, a month or a range. A longer span stays whole.",
                example="2026-01-15",
            ),
            Column(name="last_day", label="Last day", kind=Kind.DAY, aliases=("Until",)),
            Column(
                name="amount",
                label="Cost",
                kind=Kind.NUMBER,
                required=False,
                aliases=("Amount", "Spend"),
                example="120.50",
            ),
            Column(name="currency", label="Currency", kind=Kind.CURRENCY, aliases=("Currency code",), example="EUR"),
            Column(name="impressions", label="Impressions", kind=Kind.COUNT, aliases=("Impr.",)),
            Column(name="clicks", label="Clicks", kind=Kind.COUNT),
            Column(name="vendor_conversions", label="Conversions", kind=Kind.NUMBER),
            Column(name="is_working", label="Working spend", kind=Kind.FLAG, help="What reaches people, not tools."),
            Column(
                name="enabling_reason",
                label="Enabling reason",
                help="Why this spend serves no single objective (tools, travel).",
            ),
        ),
        name_keys={"campaign_key": "campaign_name"},
        derived={
            "spent_on": STARTS,
            "spent_until": ENDS,
            "external_id": "concat_ws('|', CASE WHEN length(campaign_key) > 120 THEN md5(campaign_key) "
            "ELSE campaign_key END, "
            f"strftime({STARTS}, '%Y-%m-%d'), strftime({ENDS}, '%Y-%m-%d'), currency)",
        },
        adds=("amount", "impressions", "clicks", "vendor_conversions"),
        checks=(
            Check(holds="spent_until > spent_on", column="last_day", reason="The last day is before the first day."),
        ),
        money=Money(on="spent_on", dated="t.spent_on"),
        mint=Mint(column="campaign_id", per="campaign_key", model="campaigns.Campaign"),
        writes=(
            Write(
                model="campaigns.Campaign",
                key=("id",),
                select="""SELECT m.id, coalesce(min(s.campaign_name), m.key) AS name, 'live' AS state
                    FROM minted m JOIN staged s ON s.campaign_key = m.key GROUP BY m.id, m.key""",
                before=True,
            ),
            Write(
                model="campaigns.CampaignKey",
                key=("source", "external_id"),
                select="SELECT %(source)s::text AS source, key AS external_id, id AS campaign_id FROM minted",
                before=True,
            ),
        ),
        after=("campaigns",),
        help="Cost of campaigns. Several rows of one campaign and day are added up.",
    )
)
