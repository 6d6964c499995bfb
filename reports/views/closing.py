"""Close of a cycle: what is still open, freezing it, and the bridge from what was reported to what holds now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from okrs.models import Cycle
from organisation.selectors import organisation
from people.policy import allowed
from reports import selectors
from reports.dashboards.bridge import bridge_rows
from reports.dashboards.closing import checklist
from reports.services.freezing.freeze import freeze, reopen
from reports.views.common import asked, me, tried


@allowed("reports.view")
def close(request: HttpRequest) -> HttpResponse:
    """The checklist of a cycle; of a frozen one what was kept, and why its numbers differ now."""
    frame = asked(request)
    context = frame.context()
    if frame.cycle is not None:
        bridge = selectors.restated(frame.cycle) if frame.frozen else None
        whole = None if frame.part.stored else frame.stored
        points = [] if frame.frozen else checklist(frame.cycle, day=timezone.localdate(), stored=whole)
        context |= {
            "points": points,
            "open": [point for point in points if not point.is_done],
            "stopped": [point for point in points if point.is_needed and not point.is_done],
            "bridge": bridge,
            "rows": bridge_rows(bridge, currency=organisation().currency) if bridge else [],
            "earlier": [row for row in selectors.freezes(frame.cycle) if row.reopened_at],
        }
    return render(request, "reports/close.html", context)


@allowed("reports.freeze")
@require_POST
def freeze_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the cycle as its newest summary reports it."""
    cycle = get_object_or_404(Cycle, pk=pk)
    tried(
        request,
        lambda: freeze(cycle, by=me(request), now=timezone.now(), although=request.POST.get("although", "")),
        done=f"{cycle} is frozen; its pages and documents show it as reported from now on.",
    )
    return redirect(f"{reverse('close')}?cycle={cycle.pk}")


@allowed("reports.reopen")
@require_POST
def reopen_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the pages of a frozen cycle follow the facts again."""
    cycle = get_object_or_404(Cycle, pk=pk)
    row = selectors.frozen(cycle)
    if row is None:
        raise Http404("This cycle is not frozen.")
    tried(
        request,
        lambda: reopen(row, by=me(request), because=request.POST.get("because", ""), now=timezone.now()),
        done=f"{cycle} is open again; what was reported stays stored.",
    )
    return redirect(f"{reverse('close')}?cycle={cycle.pk}")
