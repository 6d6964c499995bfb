"""The court of leading KPIs: every claim with its verdict."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forecasts.selectors.court import court, rulings_of
from forecasts.views.common import me
from jobs.selectors import under_way
from jobs.services import enqueue
from organisation.selectors import organisation
from people.policy import allowed

KIND = "forecasts.court"


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "forecasts/court.html", {"court": court(), "job": under_way((KIND,))})


@allowed("outlook.view")
def of_kpi(request: HttpRequest, key: str) -> HttpResponse:
    """A part of the page of a KPI: where it is heading, what it was said to lead, and what is said to lead it."""
    told = {"kpi": key, "rulings": rulings_of(key), "currency": organisation().currency}
    return render(request, "forecasts/partials/about_kpi.html", told)


@allowed("outlook.compute")
@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    """Rule on every claim again, in the background."""
    enqueue(KIND, by=me(request), coalesce=True)
    return redirect("forecasts:court")
