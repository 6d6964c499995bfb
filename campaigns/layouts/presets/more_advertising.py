"""Spend as further advertising platforms report it."""

from imports.core.preset import Preset
from imports.registry import register

register(
    Preset(
        name="tiktok-ads",
        label="TikTok Ads Manager",
        vendor="TikTok",
        target="spend",
        signature=("Campaign name", "By Day|Stat time day|Date", "Cost", "Clicks (destination)|Clicks (all)"),
        columns={
            "campaign_key": ("Campaign ID",),
            "campaign_name": ("Campaign name",),
            "days": ("By Day", "Stat time day", "Date"),
            "last_day": (),
            "amount": ("Cost",),
            "currency": ("Currency",),
            "impressions": ("Impressions",),
            "clicks": ("Clicks (destination)", "Clicks (all)"),
            "vendor_conversions": ("Conversions",),
        },
        help="Its row of totals may be the first or the last.",
    ),
    Preset(
        name="x-ads",
        label="X Ads",
        vendor="X",
        target="spend",
        signature=("Time period", "Campaign name", "Impressions", "Spend"),
        columns={
            "campaign_key": ("Campaign ID",),
            "campaign_name": ("Campaign name",),
            "days": ("Time period",),
            "last_day": (),
            "amount": ("Spend",),
            "currency": ("Currency",),
            "impressions": ("Impressions",),
            "clicks": ("Link clicks", "Clicks"),
            "vendor_conversions": (),
        },
    ),
    Preset(
        name="taboola",
        label="Taboola",
        vendor="Taboola",
        target="spend",
        signature=("Date|Day", "Campaign|Campaign name", "Spent", "Visible impressions|Viewable impressions"),
        columns={
            "campaign_key": ("Campaign ID",),
            "campaign_name": ("Campaign", "Campaign name"),
            "days": ("Date", "Day"),
            "last_day": (),
            "amount": ("Spent",),
            "currency": ("Currency",),
            "impressions": ("Visible impressions", "Viewable impressions"),
            "clicks": ("Clicks",),
            "vendor_conversions": (),
        },
    ),
    Preset(
        name="ga4-ads-cost",
        label="GA4 cost of ads by campaign",
        vendor="Google Analytics",
        target="spend",
        # As long as that of an exploration, which such a file may be taken for as well.
        signature=("Session campaign|Session manual campaign name", "Ads cost", "Ads cost|Ads clicks|Ads impressions"),
        columns={
            "campaign_key": ("Session campaign ID", "Session manual campaign ID"),
            "campaign_name": ("Session campaign", "Session manual campaign name"),
            "days": ("Date", "Nth day", "Week", "Month"),
            "last_day": (),
            "amount": ("Ads cost",),
            "impressions": ("Ads impressions",),
            "clicks": ("Ads clicks",),
            "vendor_conversions": ("Key events", "Conversions"),
        },
        skips={"Session campaign": ("(not set)", "(direct)", "(organic)", "(referral)")},
        help="The currency is that of the property: say it.",
    ),
)
