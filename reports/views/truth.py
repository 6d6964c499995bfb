"""Attribution models before a known truth."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from attribution.core.truth import shipped
from people.policy import allowed
from reports.dashboards import truth


@allowed("attribution.view")
def truth_report(request: HttpRequest) -> HttpResponse:
    """The stored report, for the world that is most like one's own."""
    page = truth.build(shipped(), world=request.GET.get("world", ""))
    return render(request, "attribution/truth.html", {"page": page})
