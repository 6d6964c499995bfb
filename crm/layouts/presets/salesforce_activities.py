"""Salesforce tasks, events and orders, as Data Loader and the API export them."""

from crm.layouts.presets.salesforce import DELETED, ID
from imports.core.preset import Preset
from imports.registry import register

PEOPLE = {"contact_key": ("WhoId",), "lead_key": (), "email": (), "account_key": ("AccountId",)}
IDS = {"external_id": ID, "contact_key": ID, "account_key": ID, "opportunity_key": ID}

register(
    Preset(
        name="salesforce-task",
        label="Salesforce tasks (Data Loader)",
        vendor="Salesforce",
        target="sales_activities",
        signature=("Id", "WhoId", "WhatId", "Subject", "ActivityDate", "TaskSubtype"),
        columns={
            "external_id": ("Id",),
            **PEOPLE,
            "opportunity_key": ("WhatId",),
            "occurred_at": ("ActivityDate",),
            "kind": ("TaskSubtype", "Type"),
        },
        kinds=IDS,
        skips=DELETED,
        zone="UTC",
        help="A task is dated by the day it is due.",
    ),
    Preset(
        name="salesforce-event",
        label="Salesforce events (Data Loader)",
        vendor="Salesforce",
        target="sales_activities",
        signature=("Id", "WhoId", "WhatId", "Subject", "StartDateTime", "DurationInMinutes"),
        columns={
            "external_id": ("Id",),
            **PEOPLE,
            "opportunity_key": ("WhatId",),
            "occurred_at": ("StartDateTime", "ActivityDateTime"),
            "kind": ("EventSubtype", "Type"),
        },
        kinds=IDS,
        skips=DELETED,
        zone="UTC",
    ),
    Preset(
        name="salesforce-order",
        label="Salesforce orders (Data Loader)",
        vendor="Salesforce",
        target="orders",
        signature=("Id", "AccountId", "OrderNumber", "EffectiveDate", "TotalAmount"),
        columns={
            "external_id": ("Id",),
            "account_key": ("AccountId",),
            "contact_key": ("BillToContactId",),
            "ordered_at": ("EffectiveDate",),
            "amount": ("TotalAmount",),
            "currency": ("CurrencyIsoCode",),
            "is_refund": ("IsReductionOrder",),
        },
        kinds={"external_id": ID, "account_key": ID, "contact_key": ID},
        skips=DELETED,
        zone="UTC",
        help="A reduction order is a refund.",
    ),
)
