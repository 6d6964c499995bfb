"""Watch background work, stop it, try it again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobs import selectors, services
from people.policy import allowed


@allowed("jobs.progress")
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """All that runs, waits and has ended; its inner part asks for itself again and again."""
    inner = request.headers.get("HX-Request") == "true"
    page = {"board": selectors.board(request.user), "now": timezone.now()}
    return render(request, "jobs/partials/board.html" if inner else "jobs/board.html", page)


@allowed("jobs.progress")
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress of one job; it asks for itself again until the job has an outcome, then tells the page."""
    job = get_object_or_404(selectors.visible_to(request.user), pk=pk)
    response = render(request, "jobs/partials/progress.html", {"job": job})
    if job.finished_at:
        response["HX-Trigger"] = "job-finished"
    return response


@allowed("jobs.control")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.cancel, done="Cancelled; nothing was changed.")


@allowed("jobs.control")
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.retry, done="It waits for a worker again.")


def _change(request: HttpRequest, pk: int, change: Callable[[int], None], *, done: str) -> HttpResponse:
    get_object_or_404(selectors.visible_to(request.user), pk=pk)
    try:
        change(pk)
    except services.JobCannotChange as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("jobs:board")
