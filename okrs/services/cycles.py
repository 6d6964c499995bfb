"""Cycles: plan, open, review. Closing has its own file."""

from datetime import date, datetime

from django.db import transaction

from okrs.models import Cycle, Objective
from okrs.services.errors import Refused
from organisation.core.calendar import (
    Window,
    add_months,
    fiscal_half,
    fiscal_quarter,
    fiscal_year,
    quarter_name,
)
from organisation.selectors import organisation
from people.models import User
from people.services import record

FISCAL = {Cycle.Length.QUARTER: fiscal_quarter, Cycle.Length.HALF: fiscal_half, Cycle.Length.YEAR: fiscal_year}


@transaction.atomic
def plan_cycle(
    *,
    length: Cycle.Length,
    day: date,
    ends_on: date | None = None,
    name: str = "",
    cadence_days: int = 14,
) -> Cycle:
    """A draft cycle: the fiscal quarter, half or year that holds `day`; other dates run from `day` to `ends_on`.

    `ends_on` is the first day after. Raises Refused when the cycle would overlap another wrongly.
    """
    starts = organisation().fiscal_year_starts
    window = _custom(day, ends_on) if length == Cycle.Length.CUSTOM else FISCAL[length](day, year_starts=starts)
    name = name.strip() or _name(length, window, year_starts=starts)
    if Cycle.objects.filter(name=name).exists():
        raise Refused(f"There is already a cycle named {name}. Choose another name.", field="name")
    _check_overlap(length, window)
    return Cycle.objects.create(
        name=name, length=length, starts_on=window.starts_on, ends_on=window.ends_on, cadence_days=cadence_days
    )


@transaction.atomic
def open_cycle(cycle: Cycle, *, now: datetime, by: User | None = None) -> Cycle:
    """From draft to active: its draft objectives become active, and check-ins are owed from now on."""
    current = _locked(cycle)
    if current.state != Cycle.State.DRAFT:
        raise Refused(f"{current} is {current.get_state_display().lower()}; only a draft can be opened.")
    current.state = Cycle.State.ACTIVE
    current.opened_at = now
    current.save()
    current.objectives.filter(state=Objective.State.DRAFT).update(state=Objective.State.ACTIVE)
    record(by=by, verb="okrs.cycle_opened", subject=current)
    return current


@transaction.atomic
def review_cycle(cycle: Cycle, *, back: bool = False, by: User | None = None) -> Cycle:
    """From active to review, where scores and root causes are written; or back, when it was too early."""
    current = _locked(cycle)
    here, there = Cycle.State.ACTIVE, Cycle.State.REVIEW
    if back:
        here, there = there, here
    if current.state != here:
        raise Refused(f"{current} is {current.get_state_display().lower()}, so its review cannot start or end now.")
    current.state = there
    current.save()
    record(by=by, verb="okrs.review_ended" if back else "okrs.review_started", subject=current)
    return current


def _locked(cycle: Cycle) -> Cycle:
    return Cycle.objects.select_for_update().get(pk=cycle.pk)


def _custom(day: date, ends_on: date | None) -> Window:
    if ends_on is None or ends_on <= day:
        raise Refused("A cycle has to end after it starts. Choose a later last day.", field="ends_on")
    return Window(day, ends_on)


def _check_overlap(length: Cycle.Length, window: Window) -> None:
    """Quarters, halves and years either lie inside one another or apart; other dates may lie anywhere."""
    if length == Cycle.Length.CUSTOM:
        return
    others = Cycle.objects.exclude(length=Cycle.Length.CUSTOM)
    for other in others.filter(starts_on__lt=window.ends_on, ends_on__gt=window.starts_on):
        nested = (window.starts_on <= other.starts_on and other.ends_on <= window.ends_on) or (
            other.starts_on <= window.starts_on and window.ends_on <= other.ends_on
        )
        if other.length == length or not nested:
            raise Refused(
                f"This {Cycle.Length(length).label.lower()} would overlap {other} "
                f"({other.starts_on:%-d %b %Y} to {other.ends_on:%-d %b %Y}). "
                "Choose another day, or “Other dates” for a cycle beside it.",
                field="day",
            )


def _name(length: Cycle.Length, window: Window, *, year_starts: int) -> str:
    last = add_months(window.ends_on, -1)
    if length == Cycle.Length.CUSTOM:
        return f"{window.starts_on:%-d %b %Y} to {window.ends_on:%-d %b %Y}"
    year = f"FY{add_months(fiscal_year(last, year_starts=year_starts).ends_on, -1).year % 100:02d}"
    if length == Cycle.Length.YEAR:
        return year
    if length == Cycle.Length.HALF:
        second = window.starts_on != fiscal_year(window.starts_on, year_starts=year_starts).starts_on
        return f"H{2 if second else 1} {year}"
    return quarter_name(window, year_starts=year_starts)
