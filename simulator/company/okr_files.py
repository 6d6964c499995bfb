"""Cycles, business objectives, objectives and key results as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.company.blueprint import BUSINESS, address
from simulator.company.goals import (
    CURRENT,
    KeyResultPlan,
    ObjectivePlan,
    business_name,
    check_in_days,
    dropped_on,
    plans_of,
    target,
)
from simulator.company.measures import Measures, Reading
from simulator.core.tables import Table

CHECKLIST = (
    "Idea tested with customers", "Budget agreed", "People named", "First version live", "Second version live",
    "Results reviewed",
)  # fmt: skip
_DAYS_LATE = 40
"""The newest check-in of the spreadsheet's key result is at least so old."""


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A planned key result in its quarter, with its way so far."""

    quarter: int
    objective: ObjectivePlan
    plan: KeyResultPlan
    baseline: float | None
    target: float | None

    def progress(self, value: float | None) -> float | None:
        """Share of the way, clamped; edges count as reached or not."""
        if value is None or self.target is None:
            return None
        if self.plan.kind in ("at_least", "at_most"):
            inside = value >= self.target if self.plan.kind == "at_least" else value <= self.target
            return 1.0 if inside else 0.6
        way = self.target - (self.baseline or 0.0)
        return min(max((value - (self.baseline or 0.0)) / way, 0.0), 1.0)


def key_results(read: Measures) -> list[KeyResult]:
    found = []
    for quarter in range(len(read.facts.calendar.quarters)):
        for objective in plans_of(quarter):
            for plan in objective.key_results:
                ends = target(plan, quarter, read) if plan.measure else (None, None)
                found.append(KeyResult(quarter, objective, plan, *ends))
    return found


def business_objectives(read: Measures) -> Table:
    """Five a year; those of earlier years are retired at its end."""
    time = read.facts.calendar
    years = list(dict.fromkeys(quarter.year_name for quarter in time.quarters))
    ends = {quarter.year_name: quarter.ends_on for quarter in time.quarters}
    rows = [
        {
            "name": business_name(goal.key, year, years[-1]),
            "category": goal.category,
            "weight": f"{goal.weight:.2f}",
            "target_share": f"{goal.weight:.3f}",
            "owner": address(goal.owner),
            "co_owners": ";".join(goal.co_owners),
            "scope": goal.scope,
            "retired_on": "" if year == years[-1] else str(ends[year]),
        }
        for year in years
        for goal in BUSINESS
    ]
    return _table("business_objectives.csv", rows)


def cycles(read: Measures) -> Table:
    """Eight quarters, and the fiscal years they touch; what is over is closed."""
    time = read.facts.calendar
    rows = []
    for quarter in time.quarters:
        over = quarter.ends_on <= time.today
        rows.append((quarter.name, "quarter", quarter.starts_on, quarter.ends_on, over))
    return _table(
        "cycles.csv",
        [
            {
                "name": name,
                "length": length,
                "starts_on": str(starts),
                "ends_on": str(ends),
                "state": "closed" if over else "active",
                "cadence_days": "14",
                "closed_at": f"{ends + timedelta(days=6)}T16:00:00+00:00" if over else "",
            }
            for name, length, starts, ends, over in [*rows, *_years(read)]
        ],
    )


def objectives(read: Measures, results: Sequence[KeyResult]) -> Table:
    time = read.facts.calendar
    this_year = time.quarters[CURRENT].year_name
    rows = []
    for number, quarter in enumerate(time.quarters):
        for plan in plans_of(number):
            given_up = plan.key == "marketplace"
            over = quarter.ends_on <= time.today
            rows.append(
                {
                    "cycle": quarter.name,
                    "business_objective": business_name(plan.business, quarter.year_name, this_year),
                    "name": plan.name,
                    "description": plan.success,
                    "horizon": plan.horizon,
                    "ambition": plan.ambition,
                    "state": "dropped" if given_up else "closed" if over else "active",
                    "weight": f"{plan.weight:.1f}",
                    "owner": address(plan.owner),
                    "co_owners": plan.co_owners,
                    "dropped_on": str(dropped_on(read.facts)) if given_up else "",
                    "drop_reason": "Two of three partners withdrew; sales wants the people back." if given_up else "",
                    "superseded_by": "Fill the pipeline with new business" if given_up else "",
                    "score": _score(read, results, number, plan) if over else "",
                }
            )
    return _table("objectives.csv", rows)


def key_result_rows(read: Measures, results: Sequence[KeyResult]) -> Table:
    quarters = read.facts.calendar.quarters
    return _table(
        "key_results.csv",
        [
            {
                "cycle": quarters[result.quarter].name,
                "objective": result.objective.name,
                "name": result.plan.name,
                "kind": result.plan.kind,
                "measure": result.plan.reads,
                "unit": result.plan.unit,
                "baseline": plain(result.baseline),
                "target": plain(result.target),
                "weight": f"{result.plan.weight:.1f}",
                "scope": result.plan.scope,
                "kpi": result.plan.kpi,
                "owner": address(result.plan.owner),
            }
            for result in results
        ],
    )


def checkpoints(read: Measures, results: Sequence[KeyResult]) -> Table:
    """30, 60 and 90 days into the quarter: a slow start, then steady."""
    rows = []
    for result in results:
        if result.plan.kind == "increase" and result.target is not None:
            start, base = read.facts.calendar.quarters[result.quarter].starts_on, result.baseline or 0.0
            for day, share in ((30, 0.28), (60, 0.63), (89, 1.0)):
                expected = base + share * (result.target - base)
                rows.append(_named(read, result) | {"due_on": str(start + timedelta(days=day)),
                                                    "expected": f"{expected:.2f}"})  # fmt: skip
    return _table("checkpoints.csv", rows)


def check_ins(read: Measures, results: Sequence[KeyResult]) -> Table:
    """Values as they stood on the day, with their owner's confidence and words."""
    rows: list[dict[str, str]] = []
    for number, result in enumerate(results):
        if result.plan.measure:
            rows += _way(read, result, number)
    return _table("check_ins.csv", rows)


def checklists(read: Measures, results: Sequence[KeyResult]) -> Table:
    rows = []
    for result in results:
        if result.plan.kind == "milestone":
            first, last = read.facts.calendar.known(result.quarter)
            for place, text in enumerate(CHECKLIST):
                due = first + 8 + 14 * place
                gone = result.objective.key == "marketplace" and place > 0
                done = "" if due >= last or gone else str(read.facts.calendar.day(due))
                rows.append(_named(read, result) | {"text": text, "weight": "1", "done_on": done})
    return _table("checklist.csv", rows)


def _years(read: Measures) -> Iterator[tuple[str, str, date, date, bool]]:
    """Fiscal years whose first quarter is in the calendar."""
    time = read.facts.calendar
    for year in dict.fromkeys(quarter.year_name for quarter in time.quarters):
        parts = [quarter for quarter in time.quarters if quarter.year_name == year]
        if parts[0].name.startswith("Q1"):
            ends = parts[0].starts_on.replace(year=parts[0].starts_on.year + 1)
            yield year, "year", parts[0].starts_on, ends, ends <= time.today


def _way(read: Measures, result: KeyResult, number: int) -> list[dict[str, str]]:
    time, rows = read.facts.calendar, []
    first, _ = time.span(result.quarter)
    for day in check_in_days(read.facts, result.quarter):
        late = result.plan.owner == "" and (time.today - day).days < _DAYS_LATE
        value = read.read(result.plan.measure, first, time.number(day))
        if value.value is None or late:
            continue
        pace = _pace(read, result, value, time.number(day))
        rows.append(_named(read, result) | _said(read, result, value, pace, number) | {"day": str(day)})
    return rows


def _pace(read: Measures, result: KeyResult, value: Reading, day: int) -> float:
    first, last = read.facts.calendar.span(result.quarter)
    """Progress over what is due. Between two waves of a survey, one that has not fallen goes as planned."""
    expected = (day - first) / (last - first)
    progress = result.progress(value.value) or 0.0
    pace = progress / max(expected, 0.05)
    return max(pace, 1.0) if result.plan.reads == "level" and progress >= 0 else pace


def _said(read: Measures, result: KeyResult, value: Reading, pace: float, number: int) -> dict[str, str]:
    declared = "on_track" if pace >= 0.9 else "at_risk" if pace >= 0.7 else "off_track"
    words = {
        "on_track": ("Going as planned.", "Keep the rhythm."),
        "at_risk": ("Slower than hoped; two campaigns started late.", "Move money to what answers best."),
        "off_track": (
            "Far behind; the plan was too hopeful or too poor.",
            "Decide at the review: more money or less goal.",
        ),
    }[declared]
    return {
        "value": f"{value.value:.4f}",
        "numerator": plain(value.numerator),
        "denominator": plain(value.denominator),
        "confidence": str(min(10, max(1, round(6 * pace) + number % 3))),
        "declared": declared,
        "what_changed": words[0],
        "next_step": words[1],
        "by": address(result.plan.owner),
        "source": "",
    }


def _score(read: Measures, results: Sequence[KeyResult], quarter: int, plan: ObjectivePlan) -> str:
    done = []
    for result in results:
        if result.quarter == quarter and result.objective is plan and result.plan.measure:
            value = read.read(result.plan.measure, *read.facts.calendar.span(quarter)).value
            progress = result.progress(value)
            done += [(result.plan.weight, progress)] if progress is not None else []
    return f"{sum(w * p for w, p in done) / sum(w for w, _ in done):.3f}" if done else ""


def _named(read: Measures, result: KeyResult) -> dict[str, str]:
    cycle = read.facts.calendar.quarters[result.quarter].name
    return {"cycle": cycle, "objective": result.objective.name, "key_result": result.plan.name}


def plain(value: float | None) -> str:
    """As a file has it: up to six decimals, nothing for nothing."""
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _table(name: str, rows: Sequence[dict[str, str]]) -> Table:
    return Table(name, {column: [row[column] for row in rows] for column in rows[0]} if rows else {})
