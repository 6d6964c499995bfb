"""Salesforce campaigns as Data Loader and the API export them."""

from imports.core.preset import Preset
from imports.core.target import Kind
from imports.registry import register

register(
    Preset(
        name="salesforce-campaign",
        label="Salesforce campaigns (Data Loader)",
        vendor="Salesforce",
        target="campaigns",
        signature=("Id", "Name", "ParentId", "StartDate", "NumberOfResponses"),
        columns={
            "external_id": ("Id",),
            "name": ("Name",),
            "parent_key": ("ParentId",),
            "channel": ("Type",),
            "starts_on": ("StartDate",),
            "ends_on": ("EndDate",),
            "state": ("Status",),
        },
        kinds={"external_id": Kind.SALESFORCE_ID, "parent_key": Kind.SALESFORCE_ID},
        skips={"IsDeleted": ("true", "1")},
        zone="UTC",
    )
)
