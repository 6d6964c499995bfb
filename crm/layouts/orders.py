"""Purchases."""

from imports.core.scopes import SCOPES
from imports.core.target import Check, Column, Kind, Money, Refers, Target
from imports.registry import register

IDENTITY = (
    Column(
        name="external_id",
        label="Order ID",
        kind=Kind.ID,
        required=True,
        aliases=("Id", "Order number", "Invoice", "Invoice number", "Invoice no"),
        example="B-1001",
    ),
    Column(
        name="account_key",
        label="Account ID",
        kind=Kind.ID,
        refers=Refers(model="crm.Account", fills="account_id"),
        example="A-1",
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
)
IN_REACH = "abs(quantity) < 1e9 AND coalesce(abs(unit_price), 0) < 1e9"
LINE_AMOUNT = f"coalesce(amount, CASE WHEN {IN_REACH} THEN quantity * unit_price END)"

register(
    Target(
        name="orders",
        label="Orders",
        model="crm.Order",
        only_imported=True,
        columns=(
            *IDENTITY,
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
    ),
    Target(
        name="order_lines",
        label="Lines of orders",
        model="crm.Order",
        only_imported=True,
        columns=(
            *IDENTITY,
            Column(
                name="quantity",
                label="Quantity",
                kind=Kind.NUMBER,
                required=True,
                help="A negative one is a return.",
                example="3",
            ),
            Column(name="unit_price", label="Unit price", kind=Kind.NUMBER, aliases=("Price",), example="83.00"),
            Column(name="amount", label="Line amount", kind=Kind.NUMBER, help="Quantity times price where blank."),
            Column(name="currency", label="Currency", kind=Kind.CURRENCY, example="EUR"),
            *SCOPES,
        ),
        derived={"amount": LINE_AMOUNT, "ordered_on": "CAST(ordered_at AS DATE)", "is_refund": f"{LINE_AMOUNT} < 0"},
        adds=("amount",),
        checks=(Check(holds=IN_REACH, column="quantity", reason="The quantity or the price is beyond any order."),),
        money=Money(on="ordered_on", dated="CAST(t.ordered_at AS date)"),
        after=("accounts", "contacts"),
        help="What was bought, line by line: the lines of one order are added up to it.",
    ),
)
