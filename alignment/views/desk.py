"""The mapping desk."""

import csv
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from alignment import services
from alignment.forms.desk import Action, DeskForm
from alignment.models import MappingStep
from alignment.selectors.aims import aims_by_key
from alignment.selectors.desk import Show, desk
from alignment.selectors.files import HEADINGS, link_lines
from alignment.views.common import Frame, frame_of, me
from jobs.services import enqueue
from okrs.models import Cycle
from people.policy import allowed

ROWS_A_PAGE = 100


@allowed("links.edit")
def show(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    if frame.cycle is None:
        return render(request, "alignment/desk.html", {"cycles": frame.cycles, "cycle": None})
    return _page(request, frame, frame.cycle)


@allowed("links.edit")
@require_POST
def step(request: HttpRequest) -> HttpResponse:
    """Map the selected campaigns in one step."""
    frame = frame_of(request)
    cycle = _needed(frame)
    form = DeskForm(request.POST)
    if not form.is_valid():
        return _answer(request, frame, " ".join(str(e) for errors in form.errors.values() for e in errors), good=False)
    try:
        made = _made(request, form, frame, cycle)
    except (services.LinkRefused, services.SharesTooLarge) as error:
        return _answer(request, frame, str(error), good=False)
    enqueue("reports.recompute", by=me(request), coalesce=True)
    return _answer(request, frame, f"{made}.")


@allowed("links.edit")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take one's latest step of this cycle back."""
    frame = frame_of(request)
    try:
        taken = services.undo_step(cycle=_needed(frame), by=me(request), now=timezone.now())
    except services.LinkRefused as error:
        return _answer(request, frame, str(error), good=False)
    enqueue("reports.recompute", by=me(request), coalesce=True)
    return _answer(request, frame, f"Taken back: {str(taken)[0].lower()}{str(taken)[1:]}.")


@allowed("links.edit")
def download(request: HttpRequest) -> HttpResponse:
    """The links of the cycle as a file that can be edited and uploaded again as “Links”."""
    frame = frame_of(request)
    cycle = _needed(frame)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="links.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(HEADINGS)
    writer.writerows(link_lines(cycle, today=frame.day))
    return response


def _made(request: HttpRequest, form: DeskForm, frame: Frame, cycle: Cycle) -> MappingStep:
    given, by = form.cleaned_data, me(request)
    if given["action"] == Action.EXEMPT:
        return services.exempt_campaigns(given["campaign"], reason=given["reason"], cycle=cycle, today=frame.day, by=by)
    known = aims_by_key(cycle)
    accepts = given["action"] == Action.ACCEPT
    chosen = form.suggested() if accepts else dict.fromkeys(given["campaign"], given["aim"])
    if given["campaign"] and (not chosen or not set(chosen.values()) <= set(known)):
        raise services.LinkRefused(
            "Nothing is suggested for them; choose an objective instead."
            if accepts and not chosen
            else f"Choose an objective or key result of {cycle}."
        )
    share = Decimal(1) if accepts or given["share"] is None else given["share"] / 100
    decisions = [services.Decision(pk, known[aim], share) for pk, aim in chosen.items()]
    return services.map_campaigns(decisions, cycle=cycle, today=frame.day, by=by)


def _answer(request: HttpRequest, frame: Frame, sentence: str, *, good: bool = True) -> HttpResponse:
    """The totals and the sentence for the script; without one, back to the page that says it."""
    if request.headers.get("X-Desk") != "step":
        (messages.success if good else messages.error)(request, sentence)
        return redirect(f"{reverse('desk')}?{request.GET.urlencode()}")
    found = desk(_needed(frame), today=frame.day, most=0)
    context = {"totals": found.totals, "currency": frame.company.currency, "sentence": sentence, "good": good}
    return render(request, "alignment/partials/desk_totals.html", context, status=200 if good else 422)


def _page(request: HttpRequest, frame: Frame, cycle: Cycle) -> HttpResponse:
    asked = request.GET.get("show", "")
    chosen = Show(asked) if asked in set(Show) else Show.UNMAPPED
    asked = request.GET.get("page", "")
    first = (int(asked) - 1) * ROWS_A_PAGE if asked.isdecimal() and 0 < int(asked) < 10_000 else 0
    found = desk(cycle, today=frame.day, show=chosen, first=first, most=ROWS_A_PAGE)
    context = {
        "cycles": frame.cycles,
        "cycle": cycle,
        "show": chosen,
        "shows": list(Show),
        "totals": found.totals,
        "aims": found.aims,
        "rows": Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "currency": frame.company.currency,
    }
    return render(request, "alignment/desk.html", context)


def _needed(frame: Frame) -> Cycle:
    if frame.cycle is None:
        raise Http404("No cycle has been planned yet.")
    return frame.cycle
