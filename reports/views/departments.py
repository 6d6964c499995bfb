"""What finance, sales, brand and customer success ask of marketing, each on a page of its own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forecasts.selectors.customers import customers_page
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
        context |= _worth() if key == "customer" else {}
    return render(request, "reports/department.html", context)


def _worth() -> dict[str, Any]:
    """What customers of each cohort are worth, as they were valued last."""
    page = customers_page()
    lede = f"As valued on {page.run.as_of:%-d %b %Y}, in {page.run.years_ahead} years to come." if page else ""
    return {"customers": page, "cohorts_lede": lede}
