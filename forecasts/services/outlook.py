"""Forecast everything that runs and publish it as one run. Loads heavy libraries: for workers and commands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from zlib import crc32

from django.db import transaction

from forecasts.core.ahead.fan import Drawn, fan_chart
from forecasts.core.ahead.goal import Goal
from forecasts.core.ahead.heading import Heading, heading
from forecasts.core.ahead.known import Kind, Known
from forecasts.core.ahead.words import finding
from forecasts.core.errors import CannotForecast
from forecasts.core.series.paths import Basis
from forecasts.models import Outlook, OutlookRun
from forecasts.selectors.followed import followed_subjects
from forecasts.selectors.measured import measured_subjects
from forecasts.selectors.subjects import Subject, running_key_results
from forecasts.selectors.typed import typed_subjects
from kpis.models import Binding
from kpis.selectors import latest_run
from okrs.models import Cycle
from okrs.selectors import cycle_to_show
from organisation.core.calendar import Window, fiscal_quarter, fiscal_year
from organisation.selectors import organisation, today

Publishing = Callable[[], AbstractContextManager[None]]
SIX = Decimal("0.000001")
LARGEST = Decimal(10) ** 21
READING = (
    "Each band holds that share of the simulated futures. They know the past of this series alone: "
    "no plan, no price and no competitor."
)


def forecast_all(*, now: datetime, locked_model: str, publishing: Publishing = transaction.atomic) -> OutlookRun:
    """Draw the outlook of every running key result and measured KPI; one that cannot be drawn says why."""
    day, company = today(now), organisation()
    shown: Cycle | Window | None = cycle_to_show(day)
    if shown is None or not shown.starts_on <= day < shown.ends_on:
        shown = fiscal_quarter(day, year_starts=company.fiscal_year_starts)
    subjects = [
        *_key_results(day, now=now, locked_model=locked_model),
        *measured_subjects(shown, today=day, currency=company.currency),
    ]
    year_ends_on = fiscal_year(day, year_starts=company.fiscal_year_starts).ends_on
    rows = [_outlook(one, day=day, year_ends_on=year_ends_on) for one in subjects]
    measured = latest_run()
    run = OutlookRun(
        as_of=day, computed_at=now, published_at=now, code_version=_version(),
        measure_run_id=measured.pk if measured else None,
    )  # fmt: skip
    with publishing():
        run.save()
        for row in rows:
            row.run = run
        Outlook.objects.bulk_create(rows, batch_size=500)
    return run


def _key_results(day: date, *, now: datetime, locked_model: str) -> list[Subject]:
    """Those that follow a KPI by its facts, the others by what people checked in."""
    rows = running_key_results(day)
    bindings = Binding.objects.filter(key_result__in=rows).select_related("key_result__objective__cycle")
    found = followed_subjects(list(bindings), today=day, now=now, locked_model=locked_model)
    done = {one.key_result.pk for one in found if one.key_result}
    return [*found, *typed_subjects([row for row in rows if row.pk not in done], today=day)]


def _outlook(subject: Subject, *, day: date, year_ends_on: date) -> Outlook:
    row = Outlook(key_result=subject.key_result, kpi=subject.kpi, ends_on=subject.ends_on, source=subject.source[:200])
    row.unit, row.is_whole = subject.unit, subject.is_whole
    try:
        if subject.refusal is not None:
            raise subject.refusal
        return _filled(row, subject, day=day, year_ends_on=year_ends_on)
    except CannotForecast as refusal:
        row.reason, row.needs = refusal.reason[:300], refusal.needs[:300]
        return row


def _filled(row: Outlook, subject: Subject, *, day: date, year_ends_on: date) -> Outlook:
    goal, known = subject.goal, subject.known
    if goal is None or known is None:
        raise CannotForecast("There is no history.", needs="Check in, or import what it is measured by.")
    found = heading(known, goal, today=day, year_ends_on=year_ends_on, seed=_seed(subject))
    if known.span is not None:
        row.first_on, row.last_on = known.span
    row.points, row.basis, row.built_on = known.points, found.basis.value, found.built_on[:300]
    row.target, row.so_far = _number(goal.target), _number(_so_far(known, goal))
    row.low, row.median, row.high = (_number(one) for one in (found.end.low, found.end.median, found.end.high))
    row.chance = None if found.chance is None else Decimal(str(round(found.chance, 4)))
    row.status = found.status.value.replace(" ", "_") if found.status else ""
    stands = found.basis is not Basis.RATIO and row.so_far is not None and goal.is_reached_by(float(row.so_far))
    row.needed_rate = None if stands else _number(found.needed_rate)
    if found.rate is not None:
        rate = found.rate
        row.rate_low, row.forecast_rate, row.rate_high = (_number(one) for one in (rate.low, rate.median, rate.high))
    row.rate_per = found.per
    row.columns = [
        [one.name, one.until.isoformat(), one.band.low, one.band.median, one.band.high] for one in found.columns
    ]
    row.ends = [round(one, 6) for one in found.ends]
    row.chart = fan_chart(found, _drawn(subject, found, goal.target)).as_json()
    return row


def _so_far(known: Known, goal: Goal) -> float | None:
    """Where the window stands: a sum, a quotient of sums, or the newest value."""
    if goal.kind is Kind.RATIO and known.numerator is not None:
        above, below = known.parts_so_far
        return above / below * goal.scale if below else None
    return known.so_far


def _drawn(subject: Subject, found: Heading, target: float | None) -> Drawn:
    drawn = Drawn(
        finding=finding(found, write=subject.write, target=target, ends_on=subject.ends_on),
        caption=f"{subject.source}; {found.built_on}",
        reading=READING,
        write=subject.write,
        target=target,
        ends_on=subject.ends_on,
        suffix=subject.suffix,
        scale=subject.scale,
    )
    # The target of a whole window is no rule for its single months.
    return drawn if subject.key_result is not None else replace(drawn, target=None)


def _seed(subject: Subject) -> int:
    """The same subject draws the same futures on the same data."""
    return subject.key_result.pk if subject.key_result else crc32(subject.kpi.encode())


def _number(value: float | None) -> Decimal | None:
    if value is None:
        return None
    exact = Decimal(str(value))
    if abs(exact) >= LARGEST:
        raise CannotForecast("The forecast is too large to keep.", needs="Look for a value of the wrong unit.")
    return exact.quantize(SIX)


def _version() -> str:
    try:
        return version("sightline")
    except PackageNotFoundError:
        return "source"
