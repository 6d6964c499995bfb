"""The quarterly alignment dashboard."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from alignment.selectors import best_moves
from jobs.services import enqueue
from okrs.models import Cycle
from okrs.selectors import owed_check_ins
from people.policy import allowed, may
from reports import selectors
from reports.core.snapshot import Snapshot
from reports.dashboards import setup
from reports.dashboards.compare import compare
from reports.dashboards.impact import impact
from reports.dashboards.scoped import narrowed_page
from reports.services.asking import ask_for_company
from reports.views.common import asked, me
from reports.views.scoping import narrowed


@allowed("home.view")
def dashboard(request: HttpRequest) -> HttpResponse:
    """The newest page of the cycle asked for, or else of today's; what is being recomputed shows its progress."""
    frame, day = asked(request), timezone.localdate()
    cycle = frame.cycle
    shown = selectors.alignment_page(cycle, reported=frame.reported) if cycle else None
    context = frame.context() | {
        "page": shown,
        "job": frame.work.job,
        "setup": setup.build(request.user),
    }
    if cycle and shown:
        numbers = selectors.numbers(frame.stored) if frame.stored else None
        context |= {
            "written": (*frame.written, shown.score.run, shown.as_of) if frame.stored else (),
            "page": narrowed_page(shown, numbers) if frame.part.stored and numbers else shown,
            "moves": [] if frame.frozen else best_moves(cycle, today=day),
            "numbers": numbers,
            "impact": impact(numbers.credit, is_part=bool(frame.part.stored)) if numbers else None,
            **_compared(request, frame.cycles, cycle, numbers),
            "owed": owed_check_ins(me(request), today=day) if may(request.user, "okrs.check_in") else [],
        }
    return render(request, "reports/alignment.html", context)


def _compared(
    request: HttpRequest, listed: Sequence[Cycle], cycle: Cycle, numbers: Snapshot | None
) -> dict[str, object]:
    """The cycle named in the address beside the page's own, where both have numbers of the same part."""
    named = request.GET.get("compare", "")
    other = next((row for row in listed if str(row.pk) == named and row.pk != cycle.pk), None)
    if other is None:
        return {"compare_with": None, "comparison": None}
    whole = selectors.as_shown(other)
    part = narrowed(request, other, whole)
    stored = part.stored if part.scope else whole
    found = compare(numbers, selectors.numbers(stored)) if numbers and stored else None
    return {"compare_with": other, "comparison": found}


@allowed("reports.recompute")
@require_POST
def recompute(request: HttpRequest) -> HttpResponse:
    """Ask for a recompute; the page shows how far it is."""
    enqueue("reports.recompute", by=request.user, coalesce=True)
    return redirect("alignment")


@allowed("reports.example")
@require_POST
def load_company(request: HttpRequest) -> HttpResponse:
    """Ask for the demonstration company; the page shows how far it is."""
    ask_for_company(by=me(request))
    return redirect("alignment")
