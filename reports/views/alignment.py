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
from organisation.selectors import today
from people.policy import allowed, may
from reports import selectors
from reports.core.snapshot import Snapshot
from reports.dashboards import setup
from reports.dashboards.compare import compare
from reports.views.common import asked, me


@allowed("home.view")
def dashboard(request: HttpRequest) -> HttpResponse:
    """The newest page of the cycle asked for, or else of today's; what is being recomputed shows its progress."""
    frame, day = asked(request), today(timezone.now())
    cycle = frame.cycle
    shown = selectors.alignment_page(cycle, reported=frame.reported) if cycle else None
    context = frame.context() | {
        "page": shown,
        "job": selectors.work_under_way(),
        "setup": setup.build(request.user),
    }
    if cycle and shown:
        numbers = selectors.numbers(frame.stored) if frame.stored else None
        context |= {
            "moves": best_moves(cycle, today=day),
            "numbers": numbers,
            **_compared(request.GET.get("compare", ""), frame.cycles, cycle, numbers),
            "owed": owed_check_ins(me(request), today=day) if may(request.user, "okrs.check_in") else [],
        }
    return render(request, "reports/alignment.html", context)


def _compared(asked: str, listed: Sequence[Cycle], cycle: Cycle, numbers: Snapshot | None) -> dict[str, object]:
    """The cycle named in the address beside the page's own, where both have numbers."""
    other = next((row for row in listed if str(row.pk) == asked and row.pk != cycle.pk), None)
    stored = selectors.as_shown(other) if other else None
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
    enqueue("reports.load_company", by=request.user, coalesce=True)
    return redirect("alignment")
