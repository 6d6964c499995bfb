"""Objectives that take a whole fiscal year, one for each business objective, beside those of the quarters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.company.blueprint import address
from simulator.company.calendar import add_months
from simulator.company.goals import CURRENT, KeyResultPlan, ObjectivePlan, business_name
from simulator.company.measures import Measures
from simulator.company.okr_files import plain
from simulator.core.tables import Table

_CARE = '{"segment": ["Healthcare"]}'
_NEW, _EXISTING = '{"business": ["new"]}', '{"business": ["existing"]}'
YEARLY = (
    ObjectivePlan(
        "healthcare", "healthcare", "Be known in every hospital group",
        "One care group in four has talked with us by the end of the year.",
        "cmo", "sales;product",
        (KeyResultPlan("Pipeline in healthcare over the year", "pipeline_care", "increase", "flow", "EUR",
                       "Pipeline created", 1.25, 1.0, _CARE, "cmo"),),
        weight=1.5,
    ),
    ObjectivePlan(
        "growth", "growth", "Win a fifth more new customers than last year",
        "New customers come from three segments, none with more than half of them.",
        "sales", "sales",
        (KeyResultPlan("New customers over the year", "new_customers", "increase", "flow", "customers",
                       "Customers won", 1.2, 1.0, _NEW, "sales"),),
        weight=1.2,
    ),
    ObjectivePlan(
        "customers", "customers", "Lose no customer that we could have kept",
        "Nine of ten contracts are renewed.",
        "success", "success;product",
        (KeyResultPlan("Renewals kept over the year", "retention", "at_least", "ratio", "share", "Renewal rate",
                       1.0, 1.0, _EXISTING, "success"),),
    ),
    ObjectivePlan(
        "brand", "brand", "Be named first by a third of planners",
        "Who plans people at work thinks of us before anybody else.",
        "brand", "product",
        (KeyResultPlan("Unaided awareness at the end of the year", "unaided", "increase", "level", "%",
                       "Unaided awareness", 1.25, 1.0, "{}", "brand"),),
        horizon="long", ambition="aspirational", weight=0.8,
    ),
    ObjectivePlan(
        "profit", "profit", "Grow at the cost of last year",
        "A new deal costs no more than a year ago, whatever media cost.",
        "finance", "finance",
        (KeyResultPlan("Cost of a new deal over the year", "cost_per_deal", "at_most", "ratio", "EUR",
                       "Cost per opportunity", 1.1, 1.0, _NEW, "finance"),),
        weight=0.6,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year whose quarters are all in the calendar; `past` is the span of the one before."""

    name: str
    starts_on: date
    ends_on: date
    span: tuple[int, int]
    past: tuple[int, int] | None


def years(read: Measures) -> list[Year]:
    time, found = read.facts.calendar, []
    for name in dict.fromkeys(quarter.year_name for quarter in time.quarters):
        first = next(quarter for quarter in time.quarters if quarter.year_name == name)
        if first.name.startswith("Q1"):
            ends_on = add_months(first.starts_on, 12)
            span = time.number(first.starts_on), time.number(ends_on)
            found.append(Year(name, first.starts_on, ends_on, span, found[-1].span if found else None))
    return found


def with_years(table: Table, read: Measures) -> Table:
    """The table of the quarters with the rows of the years behind them."""
    rows = [row for year in years(read) for plan in YEARLY for row in _ROWS[table.name](year, plan, read)]
    return Table(table.name, {name: [*cells, *(row[name] for row in rows)] for name, cells in table.columns.items()})


def _objective(year: Year, plan: ObjectivePlan, read: Measures) -> Iterator[dict[str, str]]:
    over, key_result = year.ends_on <= read.facts.calendar.today, plan.key_results[0]
    base, goal = _ends(year, key_result, read)
    value = read.read(key_result.measure, *year.span).value or 0.0
    yield {
        "cycle": year.name,
        "business_objective": business_name(plan.business, year.name, read.facts.calendar.quarters[CURRENT].year_name),
        "name": plan.name,
        "description": plan.success,
        "horizon": plan.horizon,
        "ambition": plan.ambition,
        "state": "closed" if over else "active",
        "weight": f"{plan.weight:.1f}",
        "owner": address(plan.owner),
        "co_owners": plan.co_owners,
        "dropped_on": "",
        "drop_reason": "",
        "superseded_by": "",
        "score": f"{_progress(key_result, base, goal, value):.3f}" if over else "",
    }


def _key_result(year: Year, plan: ObjectivePlan, read: Measures) -> Iterator[dict[str, str]]:
    key_result = plan.key_results[0]
    base, goal = _ends(year, key_result, read)
    yield {
        "cycle": year.name,
        "objective": plan.name,
        "name": key_result.name,
        "kind": key_result.kind,
        "measure": key_result.reads,
        "unit": key_result.unit,
        "baseline": plain(base),
        "target": plain(goal),
        "weight": f"{key_result.weight:.1f}",
        "scope": key_result.scope,
        "kpi": key_result.kpi,
        "owner": address(key_result.owner),
    }


def _checkpoints(year: Year, plan: ObjectivePlan, read: Measures) -> Iterator[dict[str, str]]:
    """The ends of the quarters."""
    key_result = plan.key_results[0]
    base, goal = _ends(year, key_result, read)
    if key_result.kind == "increase":
        for months, share in ((3, 0.22), (6, 0.48), (9, 0.72), (12, 1.0)):
            due, start = add_months(year.starts_on, months) - timedelta(days=1), base or 0.0
            yield _named(year, plan) | {"due_on": str(due), "expected": f"{start + share * (goal - start):.2f}"}


def _check_ins(year: Year, plan: ObjectivePlan, read: Measures) -> Iterator[dict[str, str]]:
    """At the end of every month, and lately for one that runs."""
    time, key_result = read.facts.calendar, plan.key_results[0]
    base, goal = _ends(year, key_result, read)
    ends = [add_months(year.starts_on, month) - timedelta(days=1) for month in range(1, 13)]
    lately = [time.today - timedelta(days=2)] if year.starts_on + timedelta(days=32) < time.today < year.ends_on else []
    for day in [*(end for end in ends if end < time.today - timedelta(days=2)), *lately]:
        value = read.read(key_result.measure, year.span[0], time.number(day))
        if value.value is None:
            continue
        expected = (time.number(day) - year.span[0]) / (year.span[1] - year.span[0])
        pace = _progress(key_result, base, goal, value.value) / (expected if key_result.kind == "increase" else 1.0)
        declared = "on_track" if pace >= 0.9 else "at_risk" if pace >= 0.7 else "off_track"
        yield _named(year, plan) | {
            "value": f"{value.value:.4f}",
            "numerator": plain(value.numerator),
            "denominator": plain(value.denominator),
            "confidence": str(min(10, max(1, round(7 * pace)))),
            "declared": declared,
            "what_changed": _WORDS[declared],
            "next_step": "Looked at again with the quarter.",
            "by": address(key_result.owner),
            "source": "",
            "day": str(day),
        }


def _ends(year: Year, plan: KeyResultPlan, read: Measures) -> tuple[float | None, float]:
    """Baseline and target, from the year before; the first year is planned from itself."""
    before = read.read(plan.measure, *(year.past or year.span)).value or 1.0
    goal = before * (plan.stretch if year.past else 1.0)
    if plan.unit == "EUR" and goal > 10_000:
        goal = float(round(goal, -4))
    goal = round(goal, 3 if plan.unit == "share" else 1 if plan.unit == "%" else 0)
    if plan.reads == "level":
        base = round(before if year.past else before / plan.stretch, 1)
        return base, max(goal, base + 1.0)
    return (0.0 if plan.kind == "increase" else None), goal


def _progress(plan: KeyResultPlan, base: float | None, goal: float, value: float) -> float:
    if plan.kind == "increase":
        return min(max((value - (base or 0.0)) / (goal - (base or 0.0)), 0.0), 1.0)
    return 1.0 if (value >= goal) == (plan.kind == "at_least") else 0.6


def _named(year: Year, plan: ObjectivePlan) -> dict[str, str]:
    return {"cycle": year.name, "objective": plan.name, "key_result": plan.key_results[0].name}


_WORDS = {
    "on_track": "The year goes as planned.",
    "at_risk": "Behind the plan of the year; the next quarter has to bring more.",
    "off_track": "Far behind; the year ends below its target unless something changes.",
}
_ROWS = {
    "objectives.csv": _objective,
    "key_results.csv": _key_result,
    "checkpoints.csv": _checkpoints,
    "check_ins.csv": _check_ins,
}
