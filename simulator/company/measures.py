"""What the key results read, computed from the facts themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.company import surveys
from simulator.company.blueprint import SEGMENTS
from simulator.company.deals import EXPANSION, NEW, RENEWAL
from simulator.company.facts import Facts
from simulator.core.tables import Table

_HEALTHCARE = SEGMENTS.index("Healthcare")


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, and its parts where it is a ratio; all None where nothing is known."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """Readings over days `first` up to, not including, `last`."""

    facts: Facts
    brand: Table
    sheet: Table

    def read(self, name: str, first: int, last: int) -> Reading:
        return _MEASURES[name](self, first, min(last, self.facts.calendar.now))

    def created(self, first: int, last: int) -> NDArray[np.bool_]:
        return np.asarray((self.facts.deals.created >= first) & (self.facts.deals.created < last))

    def decided(self, kind: int, first: int, last: int) -> NDArray[np.bool_]:
        sold = self.facts.deals
        return np.asarray(sold.closed & (sold.kind == kind) & (sold.decided >= first) & (sold.decided < last))

    def amount(self, rows: NDArray[np.bool_]) -> float:
        return float(self.facts.deals.cents[rows].sum()) / 100


def measures(facts: Facts) -> Measures:
    return Measures(facts, surveys.survey_readings(facts), surveys.kpi_values(facts))


def _mqls(read: Measures, first: int, last: int) -> Reading:
    day = read.facts.stages.mql / 86_400
    return Reading(float(((day >= first) & (day < last)).sum()))


def _leads_of_care(read: Measures, first: int, last: int) -> Reading:
    day = read.facts.stages.mql / 86_400
    care = read.facts.market.segment[read.facts.market.account] == _HEALTHCARE
    return Reading(float((care & (day >= first) & (day < last)).sum()))


def _pipeline_of_care(read: Measures, first: int, last: int) -> Reading:
    sold = read.facts.deals
    care = read.facts.market.segment[sold.account] == _HEALTHCARE
    return Reading(read.amount(read.created(first, last) & care))


def _pipeline_of(*kinds: int) -> Callable[[Measures, int, int], Reading]:
    def pipeline(read: Measures, first: int, last: int) -> Reading:
        return Reading(read.amount(read.created(first, last) & np.isin(read.facts.deals.kind, kinds)))

    return pipeline


def _won_share(kind: int) -> Callable[[Measures, int, int], Reading]:
    def won_share(read: Measures, first: int, last: int) -> Reading:
        rows = read.decided(kind, first, last)
        won, all_of_them = float((rows & read.facts.deals.won).sum()), float(rows.sum())
        return Reading(won / all_of_them, won, all_of_them) if all_of_them else Reading(None)

    return won_share


def _new_customers(read: Measures, first: int, last: int) -> Reading:
    """Accounts whose first won deal is new business of the window, as the KPI counts them."""
    sold = read.facts.deals
    won = np.flatnonzero(sold.won)
    by_day = won[np.argsort(sold.decided[won], kind="stable")]
    _, earliest = np.unique(sold.account[by_day], return_index=True)
    firsts = by_day[earliest]
    inside = (sold.decided[firsts] >= first) & (sold.decided[firsts] < last) & (sold.kind[firsts] == NEW)
    return Reading(float(inside.sum()))


def _revenue(read: Measures, first: int, last: int) -> Reading:
    sold = read.facts.deals
    return Reading(read.amount(sold.won & (sold.decided >= first) & (sold.decided < last)))


def _cost_per_deal(read: Measures, first: int, last: int) -> Reading:
    spent = float(read.facts.money.spend[:, first:last].sum()) / 100
    opened = float((read.created(first, last) & (read.facts.deals.kind == NEW)).sum())
    return Reading(spent / opened, spent, opened) if opened else Reading(None)


def _survey(name: str) -> Callable[[Measures, int, int], Reading]:
    def survey(read: Measures, first: int, last: int) -> Reading:
        return Reading(surveys.level(read.brand, name, read.facts.calendar.day(last)))

    return survey


def _happiness(read: Measures, first: int, last: int) -> Reading:
    return Reading(surveys.happiness(read.sheet, read.facts.calendar.day(last)))


_MEASURES: Mapping[str, Callable[[Measures, int, int], Reading]] = {
    "mqls": _mqls,
    "mql_care": _leads_of_care,
    "pipeline_care": _pipeline_of_care,
    "pipeline_new": _pipeline_of(NEW),
    "pipeline_existing": _pipeline_of(EXPANSION, RENEWAL),
    "win_rate": _won_share(NEW),
    "retention": _won_share(RENEWAL),
    "new_customers": _new_customers,
    "revenue": _revenue,
    "cost_per_deal": _cost_per_deal,
    "unaided": _survey("unaided_awareness"),
    "consideration": _survey("consideration"),
    "nps": _survey("nps"),
    "happiness": _happiness,
}
