"""From which day a declaration counts, unless somebody says another one."""

from datetime import date


def first_day(*, cycle_starts: date, today: date, starts_on: date | None, ends_on: date | None, linked: bool) -> date:
    """A first link counts from the start of the cycle or of the campaign; a change from today.

    >>> first_day(cycle_starts=date(2026, 1, 1), today=date(2026, 2, 1), starts_on=None, ends_on=None, linked=False)
    datetime.date(2026, 1, 1)
    """
    day = today if linked else max(cycle_starts, starts_on or cycle_starts)
    return min(day, ends_on) if ends_on else day
