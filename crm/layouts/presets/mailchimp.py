"""Mailchimp's audience and its clicks."""

from imports.core.preset import Preset
from imports.registry import register

register(
    Preset(
        name="mailchimp-audience",
        label="Mailchimp audience",
        vendor="Mailchimp",
        target="contacts",
        signature=("Email Address", "MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID"),
        columns={
            "external_id": ("EUID",),
            "email": ("Email Address",),
            "name": (),
            "first_name": ("First Name",),
            "last_name": ("Last Name",),
            "account_key": (),
            "account_name": (),
            "created_on": ("OPTIN_TIME", "CONFIRM_TIME"),
            "lead_source": (),
            "modified_at": ("LAST_CHANGED",),
        },
        zone="UTC",
        help="Addresses of computers, notes and tags stay where they are.",
    ),
    Preset(
        name="mailchimp-member-table",
        label="Mailchimp members (API)",
        vendor="Mailchimp",
        target="contacts",
        signature=("id", "email_address", "list_id", "unique_email_id", "member_rating"),
        columns={
            "external_id": ("id",),
            "email": ("email_address",),
            "name": (),
            "first_name": ("merge_fname",),
            "last_name": ("merge_lname",),
            "account_key": (),
            "created_on": ("timestamp_signup", "timestamp_opt"),
            "lead_source": (),
            "modified_at": ("last_changed",),
        },
        zone="UTC",
    ),
    Preset(
        name="mailchimp-activity-table",
        label="Mailchimp clicks (API)",
        vendor="Mailchimp",
        target="touchpoints",
        signature=("action", "campaign_id", "member_id", "timestamp"),
        columns={
            "external_id": (),
            "contact_key": ("member_id",),
            "lead_key": (),
            "email": (),
            "occurred_at": ("timestamp",),
            "campaign_key": ("campaign_id",),
            "channel": (),
            "asset_key": (),
            "kind": ("action",),
        },
        constants={"channel": "Email"},
        keeps={"action": ("click",)},
        zone="UTC",
        help="A click is a touch. Opens are not: mail programs open mails that nobody reads.",
    ),
)
