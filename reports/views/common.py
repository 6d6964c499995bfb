"""What several views of the reports need: the cycle asked for with its numbers, and who asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from okrs.models import Cycle
from okrs.selectors import cycle_to_show, cycles
from people.policy import me
from reports import selectors
from reports.core.newer import said
from reports.models import FrozenCycle, StoredSnapshot
from reports.services.comments import Refused
from reports.views.scoping import Narrowed, narrowed

__all__ = ["RESTATED", "Frame", "asked", "me", "tried"]

RESTATED = "restated"


@dataclass(frozen=True, slots=True)
class Frame:
    """The cycle that a page is about with its numbers: of a frozen cycle those that were reported, unless the address
    asks for them as restated now."""

    cycles: Sequence[Cycle]
    cycle: Cycle | None
    stored: StoredSnapshot | None
    frozen: FrozenCycle | None
    as_restated: bool
    part: Narrowed
    work: selectors.Work

    @property
    def query(self) -> str:
        """What another page of the reports is asked to show the same."""
        asked = {"cycle": self.cycle.pk if self.cycle else "", "as": RESTATED if self.as_restated else ""}
        return urlencode({**{k: v for k, v in asked.items() if v}, **self.part.scope.as_mapping()}, doseq=True)

    @property
    def written(self) -> tuple[object, ...]:
        """What parts of pages that say the same to everybody are made of; empty without numbers."""
        row, frozen = self.stored, self.reported
        return (row.pk, row.made_at, row.issued_at, frozen and frozen.pk) if row else ()

    @property
    def reported(self) -> FrozenCycle | None:
        """The freeze whose numbers are shown."""
        return None if self.as_restated else self.frozen

    @property
    def news(self) -> str:
        """That newer numbers are on their way, or why there are none; empty where the page shows what was reported."""
        newer, shown = self.work.newer, self.stored.made_at if self.stored else None
        if newer is None or self.cycle is None or self.reported or not newer.concerns(shown):
            return ""
        newer = replace(newer, ended_at=newer.ended_at and timezone.localtime(newer.ended_at))
        return said(newer, shown=shown and timezone.localtime(shown))

    def context(self) -> dict[str, object]:
        names = ("cycles", "cycle", "stored", "frozen", "as_restated", "part", "work", "news", "query", "written")
        return {name: getattr(self, name) for name in names}


def asked(request: HttpRequest) -> Frame:
    """The cycle named in the address, or else today's."""
    listed = cycles()
    wanted = request.GET.get("cycle", "")
    named = next((row for row in listed if str(row.pk) == wanted), None)
    cycle = named or cycle_to_show(timezone.localdate(), among=listed)
    restated = request.GET.get("as") == RESTATED
    whole = selectors.as_shown(cycle, restated=restated) if cycle else None
    frozen = selectors.frozen(cycle) if cycle and whole and whole.is_frozen else None
    part = narrowed(request, cycle, whole)
    return Frame(listed, cycle, part.stored or whole, frozen, restated and frozen is not None, part, selectors.work())


def tried(request: HttpRequest, act: Callable[[], object], *, done: str) -> None:
    """Do it and say that it is done, or say why it was refused."""
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
