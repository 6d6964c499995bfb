"""The dimensions of a scope, as columns that accounts, opportunities and orders share."""

from imports.core.target import Column, Kind

SCOPES = (
    Column(name="segment", label="Segment", example="Enterprise"),
    Column(name="region", label="Region", example="EMEA"),
    Column(name="product", label="Product", example="Platform"),
    Column(name="business_unit", label="Business unit", example="Retail"),
    Column(
        name="business",
        label="New or existing business",
        kind=Kind.CHOICE,
        choices={"new business": "new", "new": "new", "existing business": "existing", "existing": "existing"},
        example="new",
    ),
)
MODIFIED = Column(
    name="modified_at",
    label="Last changed",
    kind=Kind.INSTANT,
    help="Where a file holds several versions of a record, the newest counts.",
)
