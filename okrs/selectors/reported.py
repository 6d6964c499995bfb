"""What a frozen cycle was reported with: told by the storey that freezes cycles, asked by every page of a cycle."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, QuerySet

from okrs.models import Cycle
from okrs.selectors.kept import KeptPlan

RESTATED = "restated"


@dataclass(frozen=True, slots=True)
class Reported:
    """The moment and the runs that a cycle was reported with; `as_restated` where a page is to show today's instead.

    `plan` gives objectives and key results as they were; None where nobody kept them.
    """

    at: datetime
    by: str
    score: int
    credit: int
    measures: int | None
    plan: Callable[[], KeptPlan | None]
    as_restated: bool = False

    @property
    def kept(self) -> KeptPlan | None:
        """Objectives and key results to show; None where those of now are to be shown."""
        return None if self.as_restated else self.plan()


Ask = Callable[[Cycle], Reported | None]
_ASKED: list[tuple[Ask, Exists]] = []


def told_by(ask: Ask, *, frozen: Exists) -> None:
    """Let the storey that freezes cycles answer; the last one to say so answers alone.

    `frozen` tells beside a list of cycles which are, so that nobody asks about the others.
    """
    _ASKED[:] = [(ask, frozen)]


def marked(rows: "QuerySet[Cycle]") -> "QuerySet[Cycle]":
    """Cycles with the mark `is_frozen`, where a storey freezes them."""
    return rows.annotate(is_frozen=_ASKED[0][1]) if _ASKED else rows


def reported(cycle: Cycle | None, *, shown: str = "") -> Reported | None:
    """None for a cycle that is not frozen. `shown` is what an address asks for under `as`.

    One query for a row that was read, none where it is marked as not frozen; its second asker gets the same answer.
    """
    if cycle is None or not _ASKED or not getattr(cycle, "is_frozen", True):
        return None
    if "told" not in cycle.__dict__:
        cycle.__dict__["told"] = _ASKED[0][0](cycle)
    found: Reported | None = cycle.__dict__["told"]
    if found is None or shown != RESTATED:
        return found
    return Reported(found.at, found.by, found.score, found.credit, found.measures, found.plan, as_restated=True)
