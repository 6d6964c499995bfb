"""What several views need: who asks, the day, the company, and the cycle a page is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone

from okrs.models import Cycle
from okrs.selectors import cycle_to_show, cycles
from organisation.core.calendar import Window, fiscal_quarter
from organisation.models import Organisation
from organisation.selectors import organisation
from people.models import User


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of the plan is about, read once."""

    day: date
    company: Organisation
    cycles: Sequence[Cycle]
    cycle: Cycle | None

    @property
    def window(self) -> Window:
        """The days of the cycle, or the fiscal quarter where none has been planned."""
        if self.cycle is None:
            return fiscal_quarter(self.day, year_starts=self.company.fiscal_year_starts)
        return Window(self.cycle.starts_on, self.cycle.ends_on)


def frame_of(request: HttpRequest) -> Frame:
    """The cycle named in the address, or the one of the day."""
    company, listed = organisation(), cycles()
    day = timezone.now().astimezone(ZoneInfo(company.time_zone)).date()
    return Frame(day, company, listed, _chosen(request.GET.get("cycle", ""), day=day, among=listed))


def me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _chosen(asked: str, *, day: date, among: Sequence[Cycle]) -> Cycle | None:
    if not asked:
        return cycle_to_show(day, among)
    named = next((cycle for cycle in among if str(cycle.pk) == asked), None)
    if named is None:
        raise Http404
    return named


def company_day() -> tuple[Organisation, date]:
    """The company and its day, for pages that are about no cycle of the address."""
    company = organisation()
    return company, timezone.now().astimezone(ZoneInfo(company.time_zone)).date()
