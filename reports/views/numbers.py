"""What the numbers of a page mean."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from people.policy import allowed, may
from reports.dashboards.numbers.page import build


@allowed("reports.view")
def numbers(request: HttpRequest) -> HttpResponse:
    """Definitions of the page that `of` names, or of all pages, and where the rows are."""
    page = build(request.GET.get("of", ""), may=partial(may, request.user))
    return render(request, "reports/numbers.html", {"page": page})
