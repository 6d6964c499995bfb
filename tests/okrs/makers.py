"""Rows for the tests of this app, named as people would name them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from okrs import services
from okrs.core.definition import Definition
from okrs.core.measures import Measure, Reading
from okrs.core.progress import Kind
from okrs.models import Category, Cycle
from people.models import Role, User

STARTS_ON = date(2026, 1, 1)
HALF_WAY = date(2026, 2, 15)  # day 45 of 90
NOW = datetime(2026, 2, 15, 9, tzinfo=UTC)


def person(name="Ada", role=Role.MARKETER):
    return User.objects.create_user(f"{name.lower()}@example.org", "a long password", name=name, role=role)


def cycle(*, day=STARTS_ON, length=Cycle.Length.QUARTER, opened=True, **facts):
    row = services.plan_cycle(length=length, day=day, **facts)
    if opened:
        opened_at = datetime.combine(row.starts_on, datetime.min.time(), tzinfo=UTC)
        row = services.open_cycle(row, now=opened_at)
    return row


def business(name="Grow revenue", **facts):
    return services.create_business_objective(**{"name": name, "category": Category.REVENUE, **facts})


def objective(in_cycle, name="Fill the pipeline", **facts):
    return services.create_objective(**{"cycle": in_cycle, "name": name, "today": in_cycle.starts_on, **facts})


def key_result(of, name="Qualified leads", *, kind=Kind.INCREASE, **facts):
    way = {Kind.INCREASE: (0, 100), Kind.DECREASE: (100, 0)}.get(kind)
    numbers = {"baseline": way[0], "target": way[1]} if way else {}
    numbers |= {key: facts.pop(key) for key in list(facts) if key in {"baseline", "target", "band_low", "band_high"}}
    definition = Definition(
        kind,
        measure=facts.pop("measure", Measure.FLOW),
        unit=facts.pop("unit", "leads"),
        **{key: Decimal(str(value)) for key, value in numbers.items()},
    )
    return services.create_key_result(
        **{"objective": of, "name": name, "definition": definition, "today": of.cycle.starts_on, **facts}
    )


def check_in(of, value, *, day=HALF_WAY, said=None, **facts):
    number = None if value is None else Decimal(str(value))
    return services.check_in(
        of, reading=Reading(day, number), said=said, now=NOW, today=max(day, HALF_WAY) + timedelta(days=1), **facts
    )


def editing(*, by=None, revision=None, reason=""):
    return services.Editing(by=by, now=NOW, revision=revision, reason=reason)
