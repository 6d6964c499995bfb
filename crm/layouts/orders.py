"""Purchases."""

from crm.layouts.scopes import SCOPES
from imports.core.target import Column, Kind, Money, Refers, Target
from imports.registry import register

register(
    Target(
        name="orders",
        label="Orders",
        model="crm.Order",
        columns=(
            Column(
                name="external_id",
                label="Order ID",
                kind=Kind.ID,
                required=True,
                aliases=("Id", "Order number", "Invoice", "Invoice number"),
                example="B-1001",
            ),
            Column(
                name="account_key",
                label="Account ID",
                kind=Kind.ID,
                refers=Refers(model="crm.Account", fills="account_id"),
            ),
            Column(
                name="contact_key",
                label="Contact ID",
                kind=Kind.ID,
                refers=Refers(model="crm.Contact", fills="contact_id"),
                aliases=("Customer ID",),
                example="P-1",
            ),
            Column(
                name="ordered_at",
                label="Ordered",
                kind=Kind.INSTANT,
                required=True,
                aliases=("Order date", "Invoice date", "Date", "Time"),
                example="2026-01-15T09:30:00Z",
            ),
            Column(name="amount", label="Amount", kind=Kind.NUMBER, aliases=("Total", "Revenue"), example="249.00"),
            Column(name="currency", label="Currency", kind=Kind.CURRENCY, example="EUR"),
            Column(name="is_refund", label="Refund", kind=Kind.FLAG, aliases=("Is refund",), example="false"),
            *SCOPES,
        ),
        derived={
            "amount": "CASE WHEN is_refund THEN -abs(amount) ELSE amount END",
            "is_refund": "coalesce(is_refund, amount < 0, false)",
            "ordered_on": "CAST(ordered_at AS DATE)",
        },
        money=Money(on="ordered_on", dated="CAST(t.ordered_at AS date)"),
        after=("accounts", "contacts"),
        help="Purchases. A refund is a row of its own with a negative amount.",
    )
)
