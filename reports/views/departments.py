"""What finance, sales, brand and customer success ask of marketing, each on a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people.policy import allowed
from reports import selectors
from reports.views.common import asked

DEPARTMENTS = (("finance", "Finance"), ("sales", "Sales"), ("brand", "Brand"), ("customer", "Customers"))


@allowed("reports.view")
def first(request: HttpRequest) -> HttpResponse:
    """The first department's page."""
    return redirect("department", key=DEPARTMENTS[0][0])


@allowed("reports.view")
def department(request: HttpRequest, key: str) -> HttpResponse:
    """The KPIs of one department in the cycle asked for."""
    if key not in dict(DEPARTMENTS):
        raise Http404
    frame = asked(request)
    context = frame.context() | {"departments": DEPARTMENTS, "key": key, "title": dict(DEPARTMENTS)[key]}
    if frame.stored is not None:
        context |= {"page": selectors.numbers(frame.stored), "view": selectors.department(frame.stored, key)}
        if key == "customer":
            context["cohorts"] = selectors.cohorts(frame.stored, is_reported=frame.reported is not None)
    return render(request, "reports/department.html", context)
