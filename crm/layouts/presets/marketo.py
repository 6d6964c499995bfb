"""Marketo's people and what they did."""

from imports.core.preset import Preset
from imports.core.target import Kind
from imports.registry import register

# Opened mails are no touch: mail programs open them unread. Sent mails and changed fields are none either.
TOUCHES = {"1": "Page visit", "2": "Form", "3": "Link click", "11": "E-mail click"}

register(
    Preset(
        name="marketo-lead",
        label="Marketo people",
        vendor="Marketo",
        target="contacts",
        signature=("id", "email", "created_at", "updated_at", "first_name|last_name"),
        columns={
            "external_id": ("id",),
            "email": ("email",),
            "name": (),
            "first_name": ("first_name",),
            "last_name": ("last_name",),
            "account_key": (),
            "account_name": (),
            "created_on": ("created_at",),
            "lead_source": ("lead_source", "original_source_type"),
            "modified_at": ("updated_at",),
        },
        zone="UTC",
    ),
    Preset(
        name="marketo-program-members",
        label="Marketo program members",
        vendor="Marketo",
        target="campaign_members",
        signature=("Id", "Member Date", "Status", "Success", "Program", "Email Address|Acquired By"),
        columns={
            "external_id": (),
            "contact_key": ("Id",),
            "lead_key": (),
            "email": ("Email Address",),
            "campaign_key": ("Program ID",),
            "campaign_name": ("Program",),
            "responded_at": ("Success Date",),
            "added_at": ("Member Date",),
            "channel": (),
            "kind": ("Status",),
        },
        help="The touch is dated by the success, or else by when the person joined the program.",
    ),
    Preset(
        name="marketo-activity",
        label="Marketo activities",
        vendor="Marketo",
        target="touchpoints",
        signature=("activity_date", "activity_type_id", "lead_id", "primary_attribute_value"),
        columns={
            "external_id": ("id", "marketoGUID"),
            "contact_key": ("lead_id",),
            "lead_key": (),
            "email": (),
            "occurred_at": ("activity_date",),
            "campaign_key": ("campaign_id",),
            "channel": (),
            "asset_key": (),
            "kind": ("activity_type_id",),
        },
        kinds={"kind": Kind.CHOICE},
        choices={"kind": TOUCHES},
        keeps={"activity_type_id": tuple(TOUCHES)},
        zone="UTC",
        help="Page visits, forms and clicks are touches. Sent and opened mails and changed fields are left out.",
    ),
)
