"""Salesforce reports of campaigns, and the cost that Salesforce keeps for a campaign's whole life."""

from imports.core.preset import Preset
from imports.core.target import Kind
from imports.registry import register

LIFE = "The actual cost of a campaign’s whole life, over the days between its start and its end."

register(
    Preset(
        name="salesforce-campaign-report",
        label="Salesforce report of campaigns",
        vendor="Salesforce",
        target="campaigns",
        signature=("Campaign Name", "Type", "Status", "Start Date"),
        columns={
            "external_id": ("Campaign ID",),
            "name": ("Campaign Name",),
            "parent_key": ("Parent Campaign ID",),
            "channel": ("Type",),
            "starts_on": ("Start Date",),
            "ends_on": ("End Date",),
            "state": ("Status",),
            "modified_at": ("Last Modified Date",),
        },
        kinds={"external_id": Kind.SALESFORCE_ID, "parent_key": Kind.SALESFORCE_ID},
        help="Its numbers of leads and deals are Salesforce’s own and are not imported.",
    ),
    Preset(
        name="salesforce-campaign-cost",
        label="Salesforce campaigns: their actual cost",
        vendor="Salesforce",
        target="spend",
        signature=("ActualCost", "StartDate", "EndDate"),
        columns={
            "campaign_key": ("Id", "Campaign ID"),
            "campaign_name": ("Name", "Campaign Name"),
            "days": ("StartDate",),
            "last_day": ("EndDate",),
            "amount": ("ActualCost",),
            "currency": ("CurrencyIsoCode", "Actual Cost Currency"),
            "impressions": (),
            "clicks": (),
            "vendor_conversions": (),
        },
        kinds={"campaign_key": Kind.SALESFORCE_ID},
        skips={"IsDeleted": ("true", "1"), "ActualCost": ("",)},
        asks=("spread",),
        help=LIFE,
    ),
)
