"""Objectives of a cycle: as a tree, and as a map from the business down."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from okrs import selectors
from okrs.core.sentences import cycle_sentence
from okrs.models import Objective
from okrs.models.words import STATUSES
from okrs.views.common import chosen_cycle, reported_of, today
from people.policy import allowed

PAGE = 100
MOST_IN_BRANCH = 12
INLINE_UP_TO = 40  # with more objectives, key results are fetched when one is opened


@allowed("okrs.view")
def tree(request: HttpRequest) -> HttpResponse:
    day, cycles = today(), selectors.cycles()
    cycle = chosen_cycle(request, day=day, among=cycles)
    reported = reported_of(request, cycle)
    kept = reported.kept if reported else None
    rows = selectors.objectives_with_progress(cycle, today=day, kept=kept) if cycle else []
    shown = selectors.narrowed(rows, status=request.GET.get("status", ""), business=request.GET.get("business", ""))
    paged = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    page = {
        "cycle": cycle,
        "cycles": cycles,
        "day": kept.day if kept else day,
        "reported": reported,
        "rows": paged,
        "sentence": cycle_sentence([row.status for row in selectors.flat(rows)]),
        "statuses": [(status.value, word) for status, word in STATUSES.items()],
        "businesses": selectors.served(rows),
        "orphans": sum(row.objective.business_objective_id is None for row in rows),
        "inline": len(selectors.flat(shown)) <= INLINE_UP_TO,
        "narrowed": bool(request.GET.get("status") or request.GET.get("business")),
    }
    return render(request, "okrs/tree.html", page)


@allowed("okrs.view")
def strategy_map(request: HttpRequest) -> HttpResponse:
    day, cycles = today(), selectors.cycles()
    cycle = chosen_cycle(request, day=day, among=cycles)
    reported = reported_of(request, cycle)
    branches = selectors.strategy_map(cycle, today=day, kept=reported.kept if reported else None) if cycle else []
    zoomed = request.GET.get("business", "")
    page = {
        "cycle": cycle,
        "cycles": cycles,
        "day": day,
        "reported": reported,
        "branches": [branch for branch in branches if not zoomed or branch.key == zoomed],
        "zoomed": zoomed,
        "brief": not zoomed and sum(len(branch.rows) for branch in branches) > INLINE_UP_TO,
        "most": None if zoomed else MOST_IN_BRANCH,
    }
    return render(request, "okrs/map.html", page)


@allowed("okrs.view")
def key_results_of(request: HttpRequest, pk: int) -> HttpResponse:
    """The key results of one objective, for a long tree."""
    found = get_object_or_404(Objective.objects.select_related("cycle"), pk=pk)
    reported = reported_of(request, found.cycle)
    rows = selectors.key_results_of(found, today=today(), kept=reported.kept if reported else None)
    return render(request, "okrs/partials/key_results.html", {"key_results": rows})
