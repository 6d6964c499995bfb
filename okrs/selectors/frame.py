"""The cycle that a page is about: the one named in its address, or the one of the company's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import Http404

from okrs.models import Cycle
from okrs.selectors.cycles import cycle_to_show, cycles
from okrs.selectors.reported import Reported, reported
from organisation.core.calendar import Window, fiscal_quarter
from organisation.models import Organisation
from organisation.selectors import organisation


class NoSuchCycle(Http404):
    """The address names a cycle that is not there; a view need not catch it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The day, the company, all cycles and the chosen one; None where none has been planned."""

    day: date
    company: Organisation
    cycles: Sequence[Cycle]
    cycle: Cycle | None
    reported: Reported | None = None

    @property
    def window(self) -> Window:
        """The days of the cycle, or the fiscal quarter where none has been planned."""
        if self.cycle is None:
            return fiscal_quarter(self.day, year_starts=self.company.fiscal_year_starts)
        return Window(self.cycle.starts_on, self.cycle.ends_on)


def frame(asked: str, *, now: datetime, shown: str = "") -> Frame:
    """`asked` is the number of a cycle as the address has it, or empty; `shown` what it says under `as`.

    Three queries at most. Raises NoSuchCycle.
    """
    company, listed = organisation(), cycles()
    day = now.astimezone(ZoneInfo(company.time_zone)).date()
    cycle = chosen(asked, day=day, among=listed)
    return Frame(day, company, listed, cycle, reported(cycle, shown=shown))


def chosen(asked: str, *, day: date, among: Sequence[Cycle]) -> Cycle | None:
    """The cycle of that number, or the one of the day. Raises NoSuchCycle."""
    if not asked:
        return cycle_to_show(day, among)
    named = next((cycle for cycle in among if str(cycle.pk) == asked), None)
    if named is None:
        raise NoSuchCycle(f"There is no cycle {asked}.")
    return named
