"""What campaigns cost, by day or by a longer span."""

from imports.core.target import Check, Column, Kind, Mint, Missing, Money, Overlap, Refers, Target, Write
from imports.registry import register

STARTS = "CAST(split_part(days, '/', 1) AS DATE)"
ENDS = f"""CASE WHEN spread = 'lump' THEN {STARTS} + 1 WHEN last_day IS NOT NULL THEN last_day + 1
    ELSE CAST(split_part(days, '/', 2) AS DATE) END"""
# A division makes floats, whose sums depend on the order of rows: back to decimals at once.
NET = """CASE WHEN amounts = 'gross' THEN CAST(round(amount / (1 + included / 100), 2) AS DECIMAL(38, 10))
    ELSE amount END"""
NET_OR_GROSS = tuple(
    f"{first} {second}"
    for word in ("Cost", "Amount", "Spend")
    for said in ("net", "gross", "netto", "brutto", "incl VAT", "excl VAT")
    for first, second in ((word, said), (said, word))
)
# What agencies and offline media leave open in their sheets, and what has to be said about it.
HOW_TO_READ = (
    Column(
        name="amounts",
        label="Amounts are",
        kind=Kind.CHOICE,
        choices={
            "net": "net",
            "netto": "net",
            "excl": "net",
            "exkl": "net",
            "ht": "net",
            "gross": "gross",
            "brutto": "gross",
            "incl": "gross",
            "inkl": "gross",
            "ttc": "gross",
        },
        aliases=("Net or gross",),
        told_by="amount",
        help="Say “net” if they are what marketing pays, “gross” if they hold VAT or fees that are to be taken off.",
        example="net",
    ),
    Column(
        name="included",
        label="Percent to take off",
        kind=Kind.NUMBER,
        asked_when={"amounts": "gross"},
        help="Of gross amounts: what VAT and fees add to the net amount, such as 19.",
    ),
    Column(
        name="spread",
        label="Longer spans are",
        kind=Kind.CHOICE,
        choices={"evenly": "evenly", "even": "evenly", "lump": "lump"},
        aliases=("Spread",),
        help="Say “evenly” if an amount covers all days of its span, “lump” if it falls on the first day of it.",
        example="evenly",
    ),
)
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
        only_imported=True,
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
                aliases=("Amount", "Spend", *NET_OR_GROSS),
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
            *HOW_TO_READ,
        ),
        name_keys={"campaign_key": "campaign_name"},
        derived={
            "amount": NET,
            "spent_on": STARTS,
            "spent_until": ENDS,
            "external_id": "concat_ws('|', CASE WHEN length(campaign_key) > 120 THEN md5(campaign_key) "
            "ELSE campaign_key END, "
            f"strftime({STARTS}, '%Y-%m-%d'), strftime({ENDS}, '%Y-%m-%d'), currency)",
        },
        adds=("amount", "impressions", "clicks", "vendor_conversions"),
        checks=(
            Check(holds="spent_until > spent_on", column="last_day", reason="The last day is before the first day."),
            Check(
                holds="amounts <> 'gross' OR (included IS NOT NULL AND included >= 0)",
                column="included",
                reason="The amount is gross: say how many percent VAT and fees add to the net amount.",
            ),
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
        overlap=Overlap(of="campaign_id", starts="spent_on", ends="spent_until"),
        help="Cost of campaigns. Several rows of one campaign and day are added up.",
    )
)
