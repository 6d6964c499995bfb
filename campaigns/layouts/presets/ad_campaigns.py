"""Campaigns as the platforms' APIs list them, one row for each version of a campaign."""

from imports.core.preset import Preset
from imports.registry import register


def _history(name: str, vendor: str, *, signature: tuple[str, ...], changed: str, **columns: tuple[str, ...]) -> Preset:
    found = {"external_id": ("id",), "name": ("name",), "parent_key": (), "channel": (), "modified_at": (changed,)}
    return Preset(
        name=name,
        label=f"{vendor} campaigns (API or warehouse)",
        vendor=vendor,
        target="campaigns",
        signature=signature,
        columns={**found, **columns},
        zone="UTC",
        help="Of several versions of a campaign the newest counts.",
    )


register(
    _history(
        "google-ads-campaigns",
        "Google Ads",
        signature=("id", "name", "customer_id", "advertising_channel_type", "serving_status"),
        changed="updated_at",
        channel=("advertising_channel_type",),
        starts_on=("start_date",),
        ends_on=(),
        state=("status",),
    ),
    _history(
        "meta-campaigns",
        "Meta",
        signature=("id", "account_id", "name", "updated_time"),
        changed="updated_time",
        state=("status", "effective_status"),
    ),
    _history(
        "linkedin-campaigns",
        "LinkedIn",
        signature=("id", "last_modified_time", "account_id", "campaign_group_id", "name"),
        changed="last_modified_time",
        parent_key=("campaign_group_id",),
        state=("status",),
    ),
    _history(
        "linkedin-campaign-groups",
        "LinkedIn",
        signature=("id", "last_modified_time", "account_id", "created_time", "name"),
        changed="last_modified_time",
        state=("status",),
    ),
    _history(
        "microsoft-campaigns",
        "Microsoft",
        signature=("id", "name", "account_id", "modified_time", "type", "status"),
        changed="modified_time",
        channel=("type",),
        state=("status",),
    ),
)
