"""The dimensions of a scope and free attributes, as columns that several targets share."""

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
    Column(
        name="attributes",
        label="Free attributes",
        kind=Kind.ATTRIBUTES,
        help="Further names and values; a mapping may take them from columns of their own.",
        example='{"plan": "Gold"}',
    ),
)
MODIFIED = Column(
    name="modified_at",
    label="Last changed",
    kind=Kind.INSTANT,
    help="Where a file holds several versions of a record, the newest counts.",
)
