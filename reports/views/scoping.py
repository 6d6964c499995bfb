"""A page narrowed to a part of the business: its numbers where they are stored, or else a worker is asked for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from jobs.models import Job, State
from jobs.selectors import latest, under_way
from jobs.services import enqueue
from okrs.models import Cycle
from organisation.core.scope import DIMENSIONS, Scope
from reports import selectors
from reports.core.scopes import scope_text
from reports.dashboards.explorer.question import Dimension, dimensions
from reports.models import StoredSnapshot

KIND = "reports.scope"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a page may be narrowed to, and what it is narrowed to; `job` works on the numbers that are missing."""

    dimensions: Sequence[Dimension]
    scope: Scope
    stored: StoredSnapshot | None = None
    job: Job | None = None

    passed_over: Sequence[str] = ()

    @property
    def said(self) -> str:
        return str(self.scope) if self.scope else ""

    @property
    def is_refused(self) -> bool:
        """Whether its numbers were asked for and could not be worked out."""
        return self.job is not None and self.job.finished_at is not None


def narrowed(request: HttpRequest, cycle: Cycle | None, whole: StoredSnapshot | None) -> Narrowed:
    """The numbers of the part of the business in the address; values that no deal has narrow nothing."""
    known = {one.dimension: one.values for one in selectors.numbers(whole).about.parts} if whole else {}
    found = tuple(dimensions(dict(request.GET.lists()), known))
    scope = Scope.from_mapping({one.key: one.chosen for one in found})
    passed_over = [value for one in DIMENSIONS for value in request.GET.getlist(one) if value not in known.get(one, ())]
    strange = [value for value in passed_over if value] if whole else []
    if not scope or cycle is None or whole is None:
        return Narrowed(found, scope, passed_over=strange)
    stored = selectors.scoped(whole, scope)
    return Narrowed(found, scope, stored, None if stored else _job(request, cycle, scope), strange)


def _job(request: HttpRequest, cycle: Cycle, scope: Scope) -> Job:
    """The job that makes these numbers: the one on its way, one that has failed, or a new one."""
    wanted = {"cycle": cycle.pk, "scope": scope_text(scope).split("&")}
    for known in (under_way((KIND,)), latest(kind=KIND)):
        if known is not None and known.arguments == wanted and known.state != State.SUCCEEDED:
            return known
    return enqueue(KIND, wanted, by=request.user, coalesce=True)
