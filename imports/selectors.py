"""Read the log of imports."""

from decimal import Decimal

from imports.models import Batch, Source
from organisation.models import ExchangeRate


def batch(pk: int) -> Batch | None:
    return Batch.objects.select_related("source", "file").filter(pk=pk).first()


def source(name: str) -> Source | None:
    return Source.objects.filter(name__iexact=name).first()


def earlier_load(one: Batch) -> Batch | None:
    """The latest import of the same bytes into the same target, if there is one."""
    return Batch.objects.filter(file=one.file, state=Batch.State.LOADED).exclude(pk=one.pk).order_by("-pk").first()


def rates() -> list[tuple[str, str, Decimal]]:
    """Every known exchange rate: currency, day, units of the reporting currency."""
    return [(r.currency, r.on.isoformat(), r.rate) for r in ExchangeRate.objects.order_by("currency", "on")]
