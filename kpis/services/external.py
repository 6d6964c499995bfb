"""Keep values that another room of ours worked out, as any values from outside."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kpis.models import ExternalValue
from organisation.core.calendar import Window


@transaction.atomic
def keep_parts(
    name: str, parts: Mapping[str, Decimal], window: Window, *, source: str, document: str = ""
) -> list[ExternalValue]:
    """Write the parts of what `name` was in a window, by the name of a channel; said again, they replace what was said.

    `name` is a measure's or KPI's key. The part without a name is what belongs to no channel.
    """
    place = {"source": source, "name": name, "measured_on": window.starts_on}
    ExternalValue.objects.filter(**place).delete()
    return ExternalValue.objects.bulk_create(
        ExternalValue(
            **place, external_id=f"{name}:{window.starts_on}:{part}", measured_until=window.ends_on, value=value,
            attributes={"part": part} if part else {}, document=document,
        )
        for part, value in parts.items()
    )  # fmt: skip
