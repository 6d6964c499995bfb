"""One sentence on why a KPI is what it is, made from its parts: the same numbers always give the same words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kpis.core.shown import NO_CHANGE
from kpis.core.words import Margin
from kpis.models import Definition
from kpis.selectors import labels
from organisation.core.calendar import Window
from organisation.core.show import number, percent
from reports.core.quantity import Quantity, Unit, written
from reports.services.snapshot.numbers import Numbers, is_flow, split
from reports.services.snapshot.sources import Sources

Parts = Mapping[tuple[str, Window, str], Decimal]
BY_CHANNEL = ("attributed_pipeline", "attributed_revenue", "spend")
BY_SEGMENT = ("mqls_count", "new_leads_count", "sqls_count", "opportunities_count", "revenue", "pipeline",
              "customers_won_count")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Causes:
    """The parts of KPIs that add up, by channel or by segment, in the cycle and in the same days before."""

    told: Sources
    known: Numbers
    parts: Mapping[str, Parts] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, definition: Definition, actual: Quantity, previous: Quantity, moved: Quantity) -> str:
        """`moved` is the change between them, if one may be told."""
        if not actual:
            return ""
        if definition.margin:
            return self._surveyed(definition, moved)
        if is_flow(definition):
            return self._moved(definition.key, actual, previous)
        return self._ratio(definition)

    def _moved(self, key: str, actual: Quantity, previous: Quantity) -> str:
        parts = self.parts.get(key, {})
        now, before = (
            self._members(parts, self.told.windows.cycle),
            self._members(parts, self.told.windows.previous_days),
        )
        if not now:
            return ""
        if before and previous and actual.value != previous.value:
            changes = {name: now.get(name, Decimal(0)) - before.get(name, Decimal(0)) for name in {*now, *before}}
            rises = (actual.value or 0) > (previous.value or 0)
            name = max(sorted(changes), key=lambda one: changes[one] if rises else -changes[one])
            amount = written(abs(changes[name]), actual.unit, currency=self.told.currency)
            return (
                f"{name} is {amount} {'above' if changes[name] > 0 else 'below'} the quarter before, the largest part."
            )
        whole = sum(now.values(), Decimal(0))
        name = max(sorted(now), key=lambda one: now[one])
        return f"{name} brings {percent(now[name] / whole)} of it." if whole > 0 else ""

    def _members(self, parts: Parts, window: Window) -> Mapping[str, Decimal]:
        found: dict[str, Decimal] = defaultdict(lambda: Decimal(0))
        for (_, where, member), value in parts.items():
            if where == window:
                found[self.names.get(member, member) or "Without a segment"] += value
        return found

    def _ratio(self, definition: Definition) -> str:
        now = self.known.one(definition.key, self.told.windows.cycle)
        if now is None or now.denominator is None or now.numerator is None:
            return ""
        currency = self.told.currency
        if definition.unit == Unit.SHARE:
            return f"{number(now.numerator)} of {number(now.denominator)}."
        if definition.unit in {Unit.MONEY, Unit.MULTIPLE}:
            top = written(now.numerator, Unit.MONEY, currency=currency)
            below = Unit.COUNT if definition.unit == Unit.MONEY else Unit.MONEY
            return f"{top} over {written(now.denominator, below, currency=currency)}."
        return ""

    def _surveyed(self, definition: Definition, moved: Quantity) -> str:
        now = self.known.one(definition.key, self.told.windows.cycle)
        if now is None or now.margin is None:
            return ""
        in_points = now.margin * 100 if definition.margin == Margin.SHARE else now.margin
        said = f"±{number(in_points, digits=1)} points at {number(now.n)} answers"
        if moved.note == NO_CHANGE:
            return f"{said}: {NO_CHANGE} on the quarter before."
        before = self.known.one(definition.key, self.told.windows.previous)
        if not moved or before is None or before.margin is None:
            return f"{said}."
        return f"{said}: the change on the quarter before is larger than chance."


def causes(told: Sources, known: Numbers) -> Causes:
    parts: dict[str, dict[tuple[str, Window, str], Decimal]] = defaultdict(dict)
    for keys, by in ((BY_CHANNEL, "channel"), (BY_SEGMENT, "segment")):
        for place, value in split([key for key in keys if key in known.definitions], told, by=by).items():
            parts[place[0]][place] = value
    names = {**labels("channel"), "": "What names none"}
    return Causes(told, known, parts, names)
