"""Keep a value that another room of ours worked out, as any value from outside."""

from decimal import Decimal

from kpis.models import ExternalValue
from organisation.core.calendar import Window


def keep_value(name: str, value: Decimal, window: Window, *, source: str, document: str = "") -> ExternalValue:
    """Write what `name` was in a window; said again, it replaces what was said. `name` is a measure's or KPI's key."""
    row, _ = ExternalValue.objects.update_or_create(
        source=source,
        external_id=f"{name}:{window.starts_on}",
        defaults={
            "name": name, "measured_on": window.starts_on, "measured_until": window.ends_on, "value": value,
            "document": document,
        },
    )  # fmt: skip
    return row
