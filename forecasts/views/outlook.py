"""The outlook: every key result by its pace and by its forecast, side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forecasts.selectors.board import board
from forecasts.views.common import frame_of
from people.policy import allowed


@allowed("outlook.view")
def index(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    found = board(frame.cycle, today=frame.day) if frame.cycle else None
    context = {"board": found, "cycle": frame.cycle, "cycles": frame.cycles, "day": frame.day}
    return render(request, "forecasts/index.html", context)
