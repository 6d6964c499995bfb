"""Events of GA4 as its export to BigQuery gives them, one row an event."""

from imports.core.preset import Preset
from imports.registry import register

register(
    Preset(
        name="ga4-events",
        label="GA4 events (BigQuery export)",
        vendor="Google Analytics",
        target="touchpoints",
        signature=("event_date", "event_timestamp", "event_name", "user_pseudo_id"),
        columns={
            "external_id": (),
            "contact_key": ("user_id",),
            "lead_key": ("user_pseudo_id",),
            "email": (),
            "occurred_at": ("event_timestamp",),
            "campaign_key": (
                "session_traffic_source_last_click.manual_campaign.campaign_name",
                "session_traffic_source_last_click.google_ads_campaign.campaign_name",
                "collected_traffic_source.manual_campaign_name",
            ),
            "channel": (
                "session_traffic_source_last_click.manual_campaign.medium",
                "collected_traffic_source.manual_medium",
            ),
            "asset_key": (),
            "kind": ("event_name",),
        },
        zone="UTC",
        help="The campaign is the session’s. traffic_source is not used: it tells of a user’s first visit.",
    )
)
