"""Cut a window into the steps of a series."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from organisation.core.calendar import Window, fiscal_quarter, month


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def steps(window: Window, step: Step | None, *, year_starts: int = 1, week_starts: int = 0) -> Sequence[Window]:
    """The window as consecutive windows, the first and last cut at its edges; the window itself without a step.

    `week_starts` counts from Monday = 0; `year_starts` is the first month of the fiscal year.
    """
    if step is None:
        return [window]
    found, first = [], window.starts_on
    while first < window.ends_on:
        match step:
            case Step.DAY:
                until = first + timedelta(days=1)
            case Step.WEEK:
                until = first + timedelta(days=7 - (first.weekday() - week_starts) % 7)
            case Step.MONTH:
                until = month(first).ends_on
            case Step.QUARTER:
                until = fiscal_quarter(first, year_starts=year_starts).ends_on
        until = min(until, window.ends_on)
        found.append(Window(first, until))
        first = until
    return found
