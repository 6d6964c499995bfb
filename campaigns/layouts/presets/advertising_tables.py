"""Spend as the platforms' APIs give it and warehouses keep it: no totals, ids, some amounts in millionths."""

from typing import Any

from imports.core.preset import Preset
from imports.registry import register

MILLIONTHS = {"amount": 1_000_000}
NO_CURRENCY = "The table names no currency: say that of the account."


def _table(vendor: str, *, columns: dict[str, tuple[str, ...]], **more: Any) -> Preset:
    """A preset for a table of one row a campaign and day, or finer."""
    rest = {"campaign_name": (), "last_day": (), "impressions": ("impressions",), "clicks": ("clicks",)}
    found = {"campaign_key": ("campaign_id",), "vendor_conversions": (), **rest, **columns}
    label = f"{vendor} daily table (API or warehouse)"
    return Preset(label=label, vendor=vendor, target="spend", columns=found, zone="UTC", **more)


register(
    _table(
        "Google Ads",
        name="google-ads-table",
        signature=("cost_micros|metrics.cost_micros", "date|segments.date", "customer_id|campaign.id|campaign_id"),
        columns={
            "campaign_key": ("campaign_id", "campaign.id", "id"),
            "campaign_name": ("campaign.name", "campaign_name"),
            "days": ("date", "segments.date"),
            "amount": ("cost_micros", "metrics.cost_micros"),
            "currency": ("customer.currency_code", "currency_code"),
            "impressions": ("impressions", "metrics.impressions"),
            "clicks": ("clicks", "metrics.clicks"),
            "vendor_conversions": ("conversions", "metrics.conversions"),
        },
        divide=MILLIONTHS,
        help="Days are those of the Google Ads account.",
    ),
    _table(
        "Meta",
        name="meta-ads-table",
        signature=("ad_id", "date", "inline_link_clicks", "spend"),
        columns={
            "campaign_key": ("campaign_id", "ad_id"),
            "days": ("date",),
            "amount": ("spend",),
            "clicks": ("inline_link_clicks",),
        },
        help=f"Without a campaign’s id each ad counts as a campaign. {NO_CURRENCY}",
    ),
    _table(
        "LinkedIn",
        name="linkedin-ads-table",
        signature=("campaign_id", "day", "cost_in_usd", "impressions"),
        columns={
            "days": ("day",),
            "amount": ("cost_in_usd",),
            "vendor_conversions": ("external_website_conversions",),
        },
        constants={"currency": "USD"},
        help="Its days are in UTC; the cost in US dollars is taken.",
    ),
    _table(
        "Microsoft",
        name="microsoft-ads-table",
        signature=("date", "campaign_id", "currency_code", "spend", "delivered_match_type|device_type|network"),
        columns={
            "days": ("date",),
            "amount": ("spend",),
            "currency": ("currency_code",),
            "vendor_conversions": ("conversions",),
        },
        help="Rows of devices and networks are added up by campaign and day.",
    ),
    _table(
        "X",
        name="x-ads-table",
        signature=("campaign_id", "date", "billed_charge_local_micro", "placement|impressions"),
        columns={"days": ("date",), "amount": ("billed_charge_local_micro",)},
        divide=MILLIONTHS,
        help=NO_CURRENCY,
    ),
    _table(
        "Reddit",
        name="reddit-ads-table",
        signature=("campaign_id", "date", "ecpm", "spend", "upvotes|comment_upvotes"),
        columns={"days": ("date",), "amount": ("spend",)},
        divide=MILLIONTHS,
        help=NO_CURRENCY,
    ),
)
