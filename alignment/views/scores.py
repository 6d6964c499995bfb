"""Scores: the page with the arithmetic, the receipt as a file, and how scores are weighed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alignment import selectors
from alignment.forms.settings import SettingsForm
from alignment.models import ScorePart
from alignment.selectors.score_page import score_page
from alignment.selectors.settings import settings_history, settings_in_force
from alignment.services.settings import SettingsRefused, change_score_settings
from alignment.views.common import frame_of, me
from jobs.services import enqueue
from people.policy import allowed


@allowed("home.view")
def show(request: HttpRequest) -> HttpResponse:
    """The newest score of a cycle, opened as readable arithmetic."""
    frame = frame_of(request)
    asked = request.GET.get("by", "")
    by = asked if asked in ScorePart.By.values else ScorePart.By.OBJECTIVE.value
    currency = frame.company.currency
    page = score_page(frame.cycle, by=by, currency=currency, reported=frame.reported) if frame.cycle else None
    context = {"cycles": frame.cycles, "cycle": frame.cycle, "page": page, "by": by, "ways": ScorePart.By.choices}
    is_future = bool(frame.cycle and frame.cycle.starts_on > frame.day)
    context |= {"reported": frame.reported, "currency": currency, "is_future": is_future}
    return render(request, "alignment/score.html", context)


@allowed("home.view")
def receipt(request: HttpRequest, pk: int) -> JsonResponse:
    """The receipt of one score: every input and every step, as a file that recomputes itself offline."""
    run = selectors.score_run(pk)
    if run is None:
        raise Http404("There is no such score.")
    response = JsonResponse(run.receipt, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="score-{run.pk}-receipt.json"'
    return response


@allowed("score.settings")
def weigh(request: HttpRequest) -> HttpResponse:
    """Weights, bands and the mix, with every version there was."""
    form = SettingsForm(request.POST or None, held=settings_in_force())
    if request.method == "POST" and form.is_valid():
        try:
            change_score_settings(by=me(request), now=timezone.now(), **form.given())
        except SettingsRefused as error:
            form.add_error(None, str(error))
        else:
            enqueue("reports.recompute", by=me(request), coalesce=True)
            messages.success(request, "Scores are weighed so from now on; they are being computed anew.")
            return redirect("score")
    context = {"form": form, "history": settings_history()}
    return render(request, "alignment/score_settings.html", context, status=422 if form.errors else 200)
