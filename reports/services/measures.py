"""The numbers a board asks for, and what the data does not tell."""

from collections.abc import Iterator

from django.db.models import Count, Q

from alignment.core.coverage import Ledger
from alignment.services.recompute import LOCKED_MODEL
from attribution.selectors import Reconciled
from crm.models import Opportunity
from kpis import selectors as kpis
from kpis.models import Measurement
from organisation.core.calendar import Window
from organisation.core.show import compact_money, number, percent
from reports.dashboards.alignment import Measure

ASKED_FOR = ("win_rate", "pipeline", "attributed_revenue")


def measures(window: Window, currency: str) -> Iterator[Measure]:
    """Win rate, pipeline created and attributed revenue of the window, as the newest KPI run measured them."""
    for key in ASKED_FOR:
        found = kpis.latest(key, window)
        if found is not None:
            yield _measure(found, currency)


def _measure(found: Measurement, currency: str) -> Measure:
    definition = found.definition
    value = ""
    if found.value is not None:
        value = percent(found.value, digits=1) if definition.unit == "share" else _amount(found, currency)
    return Measure(
        label=definition.name,
        value=value,
        note=_note(found, currency),
        definition=definition.text,
        formula=definition.formula,
        no_data=found.reason if found.value is None else "",
    )


def _amount(found: Measurement, currency: str) -> str:
    return compact_money(found.value, currency=currency)


def _note(found: Measurement, currency: str) -> str:
    """What the number rests on."""
    parts = []
    if found.definition.unit == "share" and found.denominator is not None:
        parts.append(f"{number(found.numerator)} of {number(found.denominator)}")
    elif found.n is not None:
        parts.append(f"{number(found.n)} opportunities")
    if found.key == "attributed_revenue":
        parts.append(f"{LOCKED_MODEL} model")
    if found.unknown:
        parts.append(f"{number(found.unknown)} without an amount in {currency}")
    return ", ".join(parts)


def gaps(split: Ledger, pipeline: Reconciled, window: Window) -> Iterator[str]:
    """What the exports do not say, so that nobody takes silence for nothing."""
    if not split.total:
        yield "No campaign of this cycle has a known cost, so return on investment is not available."
    elif split.unknown:
        have = "campaign of this cycle has" if split.unknown == 1 else "campaigns of this cycle have"
        yield f"{number(split.unknown)} {have} no known cost."
    created = Opportunity.objects.filter(
        created_at__date__gte=window.starts_on, created_at__date__lt=window.ends_on
    ).aggregate(
        n=Count("pk", distinct=True),
        unsourced=Count("pk", filter=Q(source_field=""), distinct=True),
        roles=Count("contact_roles__opportunity", distinct=True),
    )
    if created["n"] and created["unsourced"] == created["n"]:
        yield (
            f"None of the {number(created['n'])} opportunities created in this cycle names its source, "
            "so pipeline sourced by marketing is not available."
        )
    elif created["unsourced"]:
        do = "does not name its" if created["unsourced"] == 1 else "do not name their"
        yield f"{number(created['unsourced'])} of {number(created['n'])} opportunities {do} source."
    if created["n"] and not created["roles"]:
        yield "No opportunity names its contacts; touches of everybody at the account count."
    if pipeline.unknown:
        have = "opportunity has" if pipeline.unknown == 1 else "opportunities have"
        yield f"{number(pipeline.unknown)} {have} no amount in the reporting currency."
