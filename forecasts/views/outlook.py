"""The outlook: every key result by its pace and by its forecast, every KPI, and the fan of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from forecasts.core.ahead.stored import chart_from
from forecasts.selectors.board import board, kpi_board
from forecasts.selectors.outlook import drawn_outlook, latest_outlook_run
from forecasts.views.common import frame_of
from kpis.models import Definition
from okrs.models import KeyResult
from okrs.selectors import key_result_page
from people.policy import allowed


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    found = board(frame.cycle, today=frame.day) if frame.cycle else None
    context = {"board": found, "cycle": frame.cycle, "cycles": frame.cycles, "day": frame.day}
    return render(request, "forecasts/index.html", {**context, "run": found.run if found else None})


@allowed("outlook.view")
def kpis(request: HttpRequest) -> HttpResponse:
    run = latest_outlook_run()
    return render(request, "forecasts/kpis.html", {"rows": kpi_board(run), "run": run})


@allowed("outlook.view")
def key_result(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(KeyResult.objects.select_related("objective__cycle", "owner"), pk=pk)
    outlook = drawn_outlook(key_result=pk)
    context = {
        "key_result": found, "row": key_result_page(found, today=frame_of(request).day).row, "outlook": outlook,
        "run": outlook.run if outlook else None,
        "chart": chart_from(outlook.chart) if outlook and outlook.chart else None,
    }  # fmt: skip
    return render(request, "forecasts/key_result.html", context)


@allowed("outlook.view")
def kpi(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Definition.objects.current(), key=key)
    outlook = drawn_outlook(kpi=key)
    context = {
        "definition": found, "outlook": outlook, "run": outlook.run if outlook else None,
        "chart": chart_from(outlook.chart) if outlook and outlook.chart else None,
    }  # fmt: skip
    return render(request, "forecasts/kpi.html", context)
