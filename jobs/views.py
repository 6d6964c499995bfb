"""Watch background work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jobs import selectors
from people.policy import allowed


@allowed("jobs.progress")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress of one job; it asks for itself again until the job has an outcome, then tells the page."""
    job = get_object_or_404(selectors.visible_to(request.user), pk=pk)
    response = render(request, "jobs/partials/progress.html", {"job": job})
    if job.finished_at:
        response["HX-Trigger"] = "job-finished"
    return response
