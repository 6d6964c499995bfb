"""Define KPIs: what is shipped, and what people add or change. A change makes a new version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from kpis.core.catalogue import CATALOGUE, Kpi
from kpis.core.formula import FormulaRefused, in_order, parse
from kpis.core.measures import MEASURES
from kpis.core.words import Direction, Family, Margin, Tier, Timing, Unit
from kpis.models import Definition
from people.models import User
from people.services import record

RESERVED = frozenset({"health", "matrix", "new", "owners", "preview"})
"""Words of the pages of KPIs."""


class KpiRefused(ValueError):
    """A sentence: why a KPI cannot be defined like this, and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a KPI is to be; the fields of a definition that people decide."""

    key: str
    name: str
    text: str
    formula: str = ""
    unit: Unit = Unit.COUNT
    direction: Direction = Direction.UP
    tier: Tier = Tier.OUTCOME
    timing: Timing = Timing.LAGGING
    family: Family = Family.REVENUE
    margin: Margin = Margin.NONE
    is_level: bool = False
    source: str = ""
    cadence: str = ""
    owner: User | None = None


@transaction.atomic
def ship_catalogue(*, now: datetime) -> int:
    """Bring the shipped KPIs up to this version of Sightline; what people changed stays. How many changed."""
    known = {row.key: row for row in Definition.objects.filter(is_current=True)}
    names = {row.name.casefold() for row in known.values()}
    made = []
    for kpi in CATALOGUE.values():
        last = known.get(kpi.key)
        if last is None and kpi.name.casefold() in names:
            continue  # somebody defined a KPI of this name before
        draft = _shipped(kpi, owner=last.owner if last else None)
        if last is None or (last.is_shipped and not last.retired_at and not _equal(last, draft)):
            made.append(_version(draft, last, now=now, by=None, is_shipped=True))
    _write(made)
    return len(made)


def key_of(name: str) -> str:
    """The key of a new KPI, made of its name."""
    return slugify(name).replace("-", "_")[:80]


@transaction.atomic
def add_kpi(draft: Draft, *, now: datetime, by: User | None) -> Definition:
    """Define a KPI that there is not yet. Raises KpiRefused with a sentence."""
    if Definition.objects.current().filter(key=draft.key).exists():
        raise KpiRefused("There is a KPI of this name already. Choose another name.")
    return define_kpi(draft, now=now, by=by)


@transaction.atomic
def define_kpi(draft: Draft, *, now: datetime, by: User | None) -> Definition:
    """Add a KPI or a new version of one. Raises KpiRefused with a sentence."""
    current = {row.key: row for row in Definition.objects.select_for_update().filter(is_current=True)}
    last = current.get(draft.key)
    if not draft.key or draft.key in RESERVED:
        raise KpiRefused(f"“{draft.name}” cannot be the name of a KPI. Choose another one.")
    if draft.key in MEASURES:
        raise KpiRefused(f"{draft.key} is the name of a base measure. Choose another key.")
    if any(row.name == draft.name and row.key != draft.key and not row.retired_at for row in current.values()):
        raise KpiRefused(f"There is a KPI called {draft.name!r} already. Choose another name.")
    if draft.margin and draft.formula.count("/") != 1:
        raise KpiRefused("A KPI with a sampling margin is one quotient over the number of respondents.")
    check_formula(draft, {row.key: row.formula for row in current.values() if not row.retired_at})
    if last is not None and not last.retired_at and _equal(last, draft):
        return last
    (made,) = _write([_version(draft, last, now=now, by=by, is_shipped=False)])
    record(by=by, verb="kpis.defined", subject=made, detail={"formula": draft.formula})
    return made


def check_formula(draft: Draft, formulas: Mapping[str, str]) -> None:
    """Raise KpiRefused where the formula cannot be read, names what does not exist, or needs itself."""
    texts = {**formulas, draft.key: draft.formula}
    known = {*MEASURES, *texts}
    try:
        in_order({key: parse(text, known=known) for key, text in texts.items() if text})
    except FormulaRefused as error:
        raise KpiRefused(str(error)) from error


def _shipped(kpi: Kpi, *, owner: User | None) -> Draft:
    decided = {field.name for field in fields(Draft)} & {field.name for field in fields(kpi)}
    return Draft(**{name: getattr(kpi, name) for name in decided}, is_level=kpi.level, owner=owner)


def _equal(row: Definition, draft: Draft) -> bool:
    return all(getattr(row, field.name) == getattr(draft, field.name) for field in fields(draft))


def _version(draft: Draft, last: Definition | None, *, now: datetime, by: User | None, is_shipped: bool) -> Definition:
    return Definition(
        **{field.name: getattr(draft, field.name) for field in fields(draft)},
        version=last.version + 1 if last else 1,
        is_shipped=is_shipped,
        defined_at=now,
        defined_by=by,
    )


def _write(versions: Sequence[Definition]) -> list[Definition]:
    """Put versions in force, in place of those there are."""
    later = [row.key for row in versions if row.version > 1]
    if later:
        Definition.objects.filter(key__in=later, is_current=True).update(is_current=False)
    return Definition.objects.bulk_create(versions)
