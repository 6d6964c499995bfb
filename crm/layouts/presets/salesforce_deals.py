"""Salesforce's objects around opportunities, as Data Loader and the API export them."""

from crm.layouts.presets.salesforce import DELETED, ID
from imports.core.preset import Preset
from imports.registry import register

register(
    Preset(
        name="salesforce-opportunity-history",
        label="Salesforce opportunity history (Data Loader)",
        vendor="Salesforce",
        target="opportunity_history",
        signature=("Id", "OpportunityId", "StageName", "CreatedDate"),
        columns={
            "external_id": ("Id",),
            "opportunity_key": ("OpportunityId",),
            "stage": ("StageName",),
            "entered_at": ("CreatedDate",),
            "amount": ("Amount",),
        },
        kinds={"external_id": ID, "opportunity_key": ID},
        skips=DELETED,
        zone="UTC",
        help="One row per change of stage, amount or close date.",
    ),
    Preset(
        name="salesforce-opportunity-contact-role",
        label="Salesforce contact roles (Data Loader)",
        vendor="Salesforce",
        target="contact_roles",
        signature=("Id", "OpportunityId", "ContactId", "IsPrimary"),
        columns={
            "external_id": ("Id",),
            "opportunity_key": ("OpportunityId",),
            "contact_key": ("ContactId",),
            "role": ("Role",),
            "is_primary": ("IsPrimary",),
        },
        kinds={"external_id": ID, "opportunity_key": ID, "contact_key": ID},
        skips=DELETED,
        zone="UTC",
    ),
)
