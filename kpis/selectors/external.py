"""Values that came from outside."""

from datetime import date

from kpis.models import ExternalValue


def newest_value(name: str, *, on: date) -> float | None:
    """The newest known value of a measure for the whole company that had begun by a day; None where there is none."""
    rows = ExternalValue.objects.filter(name=name, measured_on__lte=on, value__isnull=False)
    found = rows.filter(segment="", region="", product="", business_unit="").order_by("-measured_on", "-pk").first()
    return float(found.value) if found and found.value is not None else None
