"""Even steps on the calendar, counted from the day on which the future begins."""

from dataclasses import dataclass
from datetime import date, timedelta

from organisation.core.calendar import Window, add_months, month

WEEK = 7


@dataclass(frozen=True, slots=True)
class Grid:
    """Steps of `days` days, or calendar months where `days` is 0. Step 0 starts on `origin`, the first unknown day.

    A grid of months has the first of a month as its origin.
    """

    origin: date
    days: int = WEEK

    def start(self, step: int) -> date:
        """First day of a step; negative steps are the past."""
        return self.origin + timedelta(days=self.days * step) if self.days else add_months(self.origin, step)

    def window(self, step: int) -> Window:
        """The days of a step."""
        return Window(self.start(step), self.start(step + 1))

    def steps_until(self, day: date) -> float:
        """How many steps, in parts, lie between the origin and a day; negative before it.

        >>> Grid(date(2026, 3, 1), 0).steps_until(date(2026, 4, 16))
        1.5
        """
        if self.days:
            return (day - self.origin).days / self.days
        whole = (day.year - self.origin.year) * 12 + day.month - self.origin.month
        here = month(day)
        return whole + (day - here.starts_on).days / here.days

    @property
    def per(self) -> str:
        """What rates on this grid are told by."""
        return "week" if self.days else "month"

    @property
    def step_words(self) -> str:
        """How long a step is, in words."""
        return self.per if self.days in (0, WEEK) else f"{self.days} days"

    @property
    def steps_per(self) -> float:
        """How many steps make one `per`."""
        return WEEK / self.days if self.days else 1.0

    @property
    def season_length(self) -> int:
        """Steps of a year where a year is a whole number of them, else 0."""
        return {WEEK: 52, 0: 12}.get(self.days, 0)
