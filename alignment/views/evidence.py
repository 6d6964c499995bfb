"""What is proven: intent against evidence, performance and contribution, the check, and experiments."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from alignment.core.contribution import CONTRIBUTES, ON_PACE, Quarter
from alignment.core.families import MEASURABLE_FROM
from alignment.forms.experiments import ExperimentForm, WithdrawForm
from alignment.models import Experiment
from alignment.selectors.check import check_page
from alignment.selectors.experiments import register
from alignment.selectors.intent import HEADINGS, SORTS, IntentMatrix, contribution_page, intent_matrix, matrix_lines
from alignment.services.evidence import ExperimentRefused, keep_experiment, withdraw_experiment
from alignment.views.common import Frame, frame_of, me
from jobs.services import enqueue
from people.policy import allowed, may

A_PAGE = 50


@allowed("findings.view")
def matrix(request: HttpRequest) -> HttpResponse:
    """Declared beside measured shares of every campaign, filtered and sorted by the address."""
    frame = frame_of(request)
    page = _matrix(request, frame)
    context = {**_frame(frame), "page": page, "asked": request.GET, "sorts": SORTS, "least": MEASURABLE_FROM}
    if page is not None:
        context["rows"] = Paginator(page.rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "alignment/matrix.html", context)


@allowed("findings.view")
def matrix_file(request: HttpRequest) -> HttpResponse:
    """The same rows as a file, one line for each pair."""
    page = _matrix(request, frame_of(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="intent-against-evidence.csv"'
    csv.writer(response).writerows([HEADINGS, *(matrix_lines(page) if page else ())])
    return response


@allowed("findings.view")
def contribution(request: HttpRequest) -> HttpResponse:
    """Business objectives in four quarters: reached or not, with marketing's part or without."""
    frame = frame_of(request)
    context = {
        **_frame(frame),
        "page": contribution_page(frame.cycle, reported=frame.reported) if frame.cycle else None,
        "quarters": list(Quarter),
        "on_pace": ON_PACE,
        "contributes": CONTRIBUTES,
    }
    return render(request, "alignment/contribution.html", context)


@allowed("findings.view")
def check(request: HttpRequest) -> HttpResponse:
    """The alignment check on one page."""
    frame = frame_of(request)
    page = check_page(frame.cycle, reported=frame.reported) if frame.cycle else None
    return render(request, "alignment/check.html", {**_frame(frame), "page": page})


@allowed("findings.view")
def experiments(request: HttpRequest) -> HttpResponse:
    context = {"page": register(), "today": timezone.now().date(), "can_edit": may(request.user, "experiments.edit")}
    return render(request, "alignment/experiments.html", context)


@allowed("experiments.edit")
def edit_experiment(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Experiment, pk=pk) if pk else Experiment()
    form = ExperimentForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            keep_experiment(experiment=row, fields=form.fields_given(), by=me(request), now=timezone.now())
        except ExperimentRefused as error:
            form.add_error(None, str(error))
        else:
            enqueue("reports.recompute", by=me(request), coalesce=True)
            messages.success(request, f"{row} is in the register; classes of links follow with the recompute.")
            return redirect("experiments")
    context = {"form": form, "row": row, "withdraw": WithdrawForm()}
    return render(request, "alignment/experiment.html", context, status=422 if form.errors else 200)


@allowed("experiments.edit")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It proves nothing, and why; it stays in the register."""
    row = get_object_or_404(Experiment, pk=pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        context = {"form": ExperimentForm(instance=row), "row": row, "withdraw": form}
        return render(request, "alignment/experiment.html", context, status=422)
    withdraw_experiment(experiment=row, reason=form.cleaned_data["reason"], by=me(request), now=timezone.now())
    enqueue("reports.recompute", by=me(request), coalesce=True)
    messages.success(request, f"{row} no longer proves anything.")
    return redirect("experiments")


def _matrix(request: HttpRequest, frame: Frame) -> IntentMatrix | None:
    asked = {name: request.GET.get(name, "") for name in ("theme", "channel", "only")}
    sort = request.GET.get("sort", "")
    if frame.cycle is None:
        return None
    order = sort if sort in SORTS else SORTS[0]
    return intent_matrix(frame.cycle, sort=order, **asked, reported=frame.reported)


def _frame(frame: Frame) -> dict[str, object]:
    is_future = bool(frame.cycle and frame.cycle.starts_on > frame.day)
    currency = frame.company.currency
    known = {"cycles": frame.cycles, "cycle": frame.cycle, "reported": frame.reported}
    return {**known, "currency": currency, "is_future": is_future}
