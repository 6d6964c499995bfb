"""Who answers for a KPI, who has signed its definition, what it is meant to reach."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from kpis.core.catalogue import CATALOGUE
from kpis.core.formula import parse
from kpis.core.measures import MEASURES
from kpis.models import Binding, Definition, KpiTarget, MatrixEntry
from kpis.services.definitions import KpiRefused
from okrs.models import Cycle
from organisation.core.calendar import Window
from people.models import User
from people.services import record


class Signature(StrEnum):
    """Marketing signs what it means, finance signs that it is counted right."""

    MARKETING = "marketing"
    FINANCE = "finance"


@transaction.atomic
def sign(row: Definition, signature: Signature, *, by: User, now: datetime) -> Definition:
    """Sign the version in force; a new version starts unsigned. Raises KpiRefused with a sentence."""
    row = Definition.objects.select_for_update().get(pk=row.pk)
    if not row.is_current or row.retired_at:
        raise KpiRefused(f"{row} is not in force any more. Sign the version that is.")
    other = row.finance_signed_by_id if signature is Signature.MARKETING else row.marketing_signed_by_id
    if other == by.pk:
        raise KpiRefused("You have signed it already; the other signature has to be somebody else's.")
    if getattr(row, f"{signature}_signed_at") is None:
        setattr(row, f"{signature}_signed_at", now)
        setattr(row, f"{signature}_signed_by", by)
        row.save(update_fields=[f"{signature}_signed_at", f"{signature}_signed_by"])
        record(by=by, verb="kpis.signed", subject=row, detail={"as": signature.value})
    return row


@transaction.atomic
def give_owner(row: Definition, owner: User | None, *, by: User | None) -> None:
    """Say who answers for a KPI; its definition stays the version it is."""
    Definition.objects.filter(pk=row.pk).update(owner=owner)
    record(by=by, verb="kpis.owned", subject=row, detail={"owner": owner.email if owner else ""})


@transaction.atomic
def give_all(answers: str, owner: User, *, by: User | None) -> int:
    """Let a person answer for all shipped KPIs that usually are for `answers` and that nobody owns yet. How many."""
    keys = [kpi.key for kpi in CATALOGUE.values() if kpi.answers == answers]
    rows = list(Definition.objects.current().filter(key__in=keys, owner=None))
    for row in rows:
        give_owner(row, owner, by=by)
    return len(rows)


@transaction.atomic
def set_target(row: Definition, window: Window, value: Decimal | None, *, by: User | None) -> None:
    """Set what a KPI is meant to reach in a window; None takes the target away."""
    place = {"kpi": row.key, "starts_on": window.starts_on, "ends_on": window.ends_on}
    if value is None:
        KpiTarget.objects.filter(**place).delete()
    else:
        name = f"{row.key}|{window.starts_on}|{window.ends_on}"
        KpiTarget.objects.update_or_create(
            **place, defaults={"value": value}, create_defaults={"value": value, "source": "typed", "external_id": name}
        )
    told = {"from": window.starts_on.isoformat(), "until": window.ends_on.isoformat(), "value": str(value)}
    record(by=by, verb="kpis.targeted", subject=row, detail=told)


@transaction.atomic
def retire_kpi(row: Definition, *, now: datetime, by: User | None = None) -> None:
    """Take a KPI out of use; its measurements stay. Raises KpiRefused where something still needs it."""
    _check_unused(row, day=now.date())
    known = {*MEASURES, *Definition.objects.current().values_list("key", flat=True)}
    for other in Definition.objects.current().exclude(key=row.key).exclude(formula=""):
        if row.key in parse(other.formula, known=known).names:
            raise KpiRefused(f"{other.name} is computed from {row.name}. Change {other.name} first.")
    Definition.objects.filter(key=row.key, is_current=True).update(retired_at=now)
    record(by=by, verb="kpis.retired", subject=row)


def _check_unused(row: Definition, *, day: date) -> None:
    running = Binding.objects.filter(kpi=row.key).exclude(key_result__objective__cycle__state=Cycle.State.CLOSED)
    bound = running.select_related("key_result__objective").first()
    if bound is not None:
        raise KpiRefused(
            f"The key result “{bound.key_result}” of “{bound.key_result.objective}” follows {row.name}. "
            "Let its values be typed again first."
        )
    mapped = (
        MatrixEntry.objects.in_force()
        .filter(kpi=row.key, objective__cycle__ends_on__gt=day)
        .exclude(objective__cycle__state=Cycle.State.CLOSED)
        .select_related("objective")
        .first()
    )
    if mapped is not None:
        raise KpiRefused(f"{row.name} is mapped to “{mapped.objective}”. Clear its cells in the matrix first.")
