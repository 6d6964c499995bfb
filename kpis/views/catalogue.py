"""The catalogue of KPIs, and the health of the data behind it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kpis import services
from kpis.core.words import Family
from kpis.forms.definition import OwnersForm
from kpis.selectors.overview import Catalogue, catalogue, health, unowned
from kpis.views.common import Frame, cycle_before, frame_of, me
from okrs.selectors import Reported
from people.models import User
from people.policy import allowed, may

SHOWS = {"data": "With data", "all": "Whole catalogue"}


@allowed("kpis.view")
def index(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    chosen, family = request.GET.get("show", "data"), request.GET.get("family", "")
    found = _catalogue(frame, frame.reported)
    rows = found.rows if chosen == "all" or not found.with_data else found.with_data
    rows = [row for row in rows if family not in set(Family) or row.definition.family == family]
    context = {
        "cycles": frame.cycles, "cycle": frame.cycle, "before": cycle_before(frame), "catalogue": found, "rows": rows,
        "reported": frame.reported, "show": chosen, "shows": SHOWS.items(), "family": family, "families": list(Family),
        "currency": frame.company.currency, "unsigned": sum(row.signatures < 2 for row in rows),
    }  # fmt: skip
    return render(request, "kpis/index.html", context)


@allowed("kpis.view")
def data_health(request: HttpRequest) -> HttpResponse:
    """How far the facts reach, which KPIs wait for them, and why the others have no value."""
    frame = frame_of(request)
    found = _catalogue(frame)
    context = {
        "cycles": frame.cycles, "cycle": frame.cycle, "run": found.run, "day": frame.day,
        "facts": health(found.rows, found.run, day=frame.day),
        "empty": [row for row in found.rows if row.now is not None and row.now.value is None],
        "unknown": [row for row in found.rows if row.now is not None and row.now.value is not None and row.now.unknown],
        "unowned": unowned(found.with_data),
        "people": User.objects.filter(is_active=True).order_by("name") if may(me(request), "kpis.edit") else (),
    }  # fmt: skip
    return render(request, "kpis/health.html", context)


@allowed("kpis.edit")
@require_POST
def owners(request: HttpRequest) -> HttpResponse:
    """Let somebody answer for every KPI of a kind that nobody owns."""
    form = OwnersForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        count = services.give_all(given["answers"], given["owner"], by=me(request))
        messages.success(request, f"{given['owner']} answers for {count} KPI{'' if count == 1 else 's'} now.")
    else:
        messages.error(request, "Choose somebody who has an account.")
    return redirect("kpis:health")


def _catalogue(frame: Frame, reported: Reported | None = None) -> Catalogue:
    return catalogue(cycle=frame.cycle, before=cycle_before(frame), day=frame.day, reported=reported)
