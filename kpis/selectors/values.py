"""The values of KPIs: base measures read, formulas worked out in the order they need each other."""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import NamedTuple

from kpis.core.formula import Answer, Formula, Operand, evaluate, in_order, parse
from kpis.core.measures import MEASURES, MODELLED, BaseMeasure, Reading, Relation
from kpis.core.stats import nps_margin, share_margin
from kpis.core.words import Margin, Unit
from kpis.models import Definition
from kpis.selectors.asking import Ask, Cell, CreditReader, Known, Reader, Readings
from kpis.selectors.base import no_credit_yet, read_measures
from organisation.core.calendar import Window
from organisation.core.scope import Scope


class Found(NamedTuple):
    """What one KPI was in one cell; a tuple, since a recompute makes a million of them."""

    definition: Definition
    cell: Cell
    answer: Answer
    n: int | None = None
    margin: Decimal | None = None
    unknown: int = 0

    @property
    def note(self) -> str:
        if self.answer.value is None:
            return ""  # the reason says it
        if self.unknown == 1:
            return "1 amount is unknown; it is in no sum."
        return f"{self.unknown:,} amounts are unknown; they are in no sum." if self.unknown else ""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage while a million answers are made, none of which is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def values(
    wanted: Sequence[Definition], ask: Ask, *, credits: CreditReader = no_credit_yet, read: Reader = read_measures
) -> list[Found]:
    """Every wanted KPI in every cell of the question."""
    definitions = {row.key: row for row in [*Definition.objects.current(), *wanted]}
    formulas = _formulas(definitions)
    order = [key for key in in_order(formulas) if key in _needed([row.key for row in wanted], formulas)]
    measures = _base(order, [row.key for row in wanted], definitions, formulas)
    readings = read(measures.values(), ask, credits=credits)
    bases = {key: base_of(key, formulas) for key in [*order, *(row.key for row in wanted)]}
    unread = {row.key for row in wanted if not any(readings[name] for name in bases[row.key])}
    found = []
    for window, scope, here in _places(readings, ask):
        split = {name for name in measures if any(member is not None for member in here[name])}
        own = [key for key in order if bases[key] & split]
        shared = {name: _operand(measure, here[name], None) for name, measure in measures.items() if name not in split}
        answered = _work_out([key for key in order if not bases[key] & split], formulas, shared, {})
        whom = [(row, bases[row.key], None if row.key in unread else _whom(bases[row.key], here)) for row in wanted]
        absent = {name: _operand(measures[name], here[name], NOBODY) for name in split}
        for member in sorted(_members(here) if ask.by else {None}, key=str):
            parts = {name: here[name].get(member, without) for name, without in absent.items()}
            operands = {**shared, **parts}
            answers = _work_out(own, formulas, parts, answered)
            cell = Cell(window, scope, member)
            unsure = {name: known.unknown for name, known in operands.items() if known.unknown}
            for row, rests_on, concerned in whom:
                if concerned is None or member in concerned:
                    unknown = sum(unsure[name] for name in unsure.keys() & rests_on) if unsure else 0
                    found.append(_found(row, cell, answers, operands, formulas, unknown))
    return found


def measures_of(wanted: Sequence[Definition]) -> Collection[BaseMeasure]:
    """The base measures that KPIs rest on, through all KPIs they need."""
    definitions = {row.key: row for row in [*Definition.objects.current(), *wanted]}
    formulas = _formulas(definitions)
    keys = [row.key for row in wanted]
    return _base(_needed(keys, formulas), keys, definitions, formulas).values()


NOBODY = "\0"
"""A member that there is not."""
Placed = dict[str, dict[str | None, Known]]


def base_of(key: str, formulas: Mapping[str, Formula]) -> set[str]:
    """The base measures that a KPI rests on, through all KPIs it needs."""
    if key not in formulas:
        return {key}
    return {base for name in formulas[key].names for base in base_of(name, formulas)}


def _whom(bases: Collection[str], here: Placed) -> set[str | None] | None:
    """The members that a KPI speaks of: those with rows of a measure; None for all where one has its reason for all."""
    members = {member for name in bases for member in here[name]}
    return None if None in members else members


def modelled(definitions: Sequence[Definition]) -> frozenset[str]:
    """Keys of the KPIs that rest on credit under the locked model. All KPIs in force have to be given."""
    formulas = _formulas({row.key: row for row in definitions})
    return frozenset(row.key for row in definitions if not MODELLED.isdisjoint(base_of(row.key, formulas)))


def _formulas(definitions: Mapping[str, Definition]) -> dict[str, Formula]:
    known = {*MEASURES, *definitions}
    return {key: parse(row.formula, known=known) for key, row in definitions.items() if row.formula}


def _needed(keys: Sequence[str], formulas: Mapping[str, Formula]) -> set[str]:
    found: set[str] = set()
    waiting = [key for key in keys if key in formulas]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [name for name in formulas[key].names if name in formulas]
    return found


def _base(
    order: Collection[str],
    wanted: Sequence[str],
    definitions: Mapping[str, Definition],
    formulas: Mapping[str, Formula],
) -> dict[str, BaseMeasure]:
    names = {name for key in order for name in formulas[key].names} | set(wanted)
    names -= set(formulas)
    return {name: MEASURES.get(name) or own_measure(definitions[name]) for name in sorted(names)}


def own_measure(row: Definition) -> BaseMeasure:
    """A KPI without a formula: its values come from outside, under its own key."""
    reading = Reading.LATEST if row.is_level else Reading.SUM
    return BaseMeasure(row.key, row.name, Relation.EXTERNAL, Unit(row.unit), reading, row.key)


def _places(readings: Readings, ask: Ask) -> Iterator[tuple[Window, Scope, Placed]]:
    """Windows and scopes with what is known there, by measure and member.

    A member that a measure has no rows of counts as nothing. Every measure has an entry, empty where nothing was read.
    """
    placed: dict[tuple[Window, Scope], Placed] = defaultdict(lambda: defaultdict(dict))
    for name, cells in readings.items():
        for cell, known in cells.items():
            placed[cell.window, cell.scope][name][cell.member] = known
    for scope in ask.scopes:
        for window in ask.windows:
            yield window, scope, placed[window, scope]


def _members(here: Mapping[str, Mapping[str | None, Known]]) -> set[str | None]:
    """Members with rows; no member, to say why, where there is none."""
    return {member for known in here.values() for member in known if member is not None} or {None}


def _operand(measure: BaseMeasure, known: Mapping[str | None, Known], member: str | None) -> Known:
    if member in known:
        return known[member]
    if None in known:
        return known[None]
    reasons = [one.reason for one in known.values()]
    if not reasons or all(reasons):
        return Known(None, reasons[0] if reasons else f"Nothing is known of {measure.label}.")
    if measure.reading in {Reading.MEDIAN, Reading.LATEST}:
        return Known(None, f"Nothing in this window for {measure.label}.")
    return Known(Decimal(0))


def _work_out(
    order: Sequence[str],
    formulas: Mapping[str, Formula],
    operands: Mapping[str, Known],
    answered: Mapping[str, Operand],
) -> dict[str, Operand]:
    """What is known by name: what there is, the operands, and the formulas' answers in the order given."""
    known: dict[str, Operand] = {**answered, **operands}
    for key in order:
        known[key] = evaluate(formulas[key], known)
    return known


def _found(
    row: Definition,
    cell: Cell,
    answers: Mapping[str, Operand],
    operands: Mapping[str, Known],
    formulas: Mapping[str, Formula],
    unknown: int,
) -> Found:
    told = answers[row.key]
    answer = told if isinstance(told, Answer) else Answer(told.value, reason=told.reason)
    if not row.margin or answer.value is None or answer.denominator is None:
        return Found(row, cell, answer, unknown=unknown)
    n = int(answer.denominator)
    return Found(row, cell, answer, n, _margin(row, answer, operands, formulas[row.key].names), unknown)


def _margin(row: Definition, answer: Answer, operands: Mapping[str, Known], names: Collection[str]) -> Decimal | None:
    n = int(answer.denominator or 0)
    if row.margin == Margin.SHARE:
        found = share_margin(share=min(max(float(answer.value or 0), 0.0), 1.0), n=n)
    else:
        # An NPS formula names promoters, then detractors.
        promoters, detractors = (float(operands[name].value or 0) / n for name in list(names)[:2])
        found = nps_margin(promoters=promoters, detractors=detractors, n=n)
    return None if found is None else Decimal(str(round(found, 6)))
