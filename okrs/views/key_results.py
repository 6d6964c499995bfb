"""Pages of key results, and the one-minute check-in."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from okrs import forms, selectors, services
from okrs.models import Cycle, KeyResult, Objective
from okrs.views.common import edit_page, me, reported_of, today
from people.policy import allowed

OWED_SHOWN = 100
WITH_ALL = KeyResult.objects.select_related("objective__cycle", "objective__business_objective", "owner")


@allowed("okrs.view")
def key_result(request: HttpRequest, pk: int) -> HttpResponse:
    found, day = get_object_or_404(WITH_ALL, pk=pk), today()
    page, reported = _page(request, found)
    context = {"key_result": page.row.key_result, "page": page, "row": page.row, "reported": reported,
               "chart": selectors.chart_of(page, today=day), "cycle": found.objective.cycle}  # fmt: skip
    return render(request, "okrs/key_result.html", {**context, "definition": page.evidence.definition})


@allowed("okrs.view")
def key_result_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """The chart's figure, which the page loads when it comes into view."""
    page, _ = _page(request, get_object_or_404(WITH_ALL, pk=pk))
    return JsonResponse(selectors.chart_of(page, today=today()).figure)


def _page(request: HttpRequest, found: KeyResult) -> tuple[selectors.KeyResultPage, selectors.Reported | None]:
    """As it stands today, or in a frozen cycle as it was reported."""
    reported = reported_of(request, found.objective.cycle)
    return selectors.key_result_page(found, today=today(), kept=reported.kept if reported else None), reported


@allowed("okrs.edit")
def new_key_result(request: HttpRequest, objective_pk: int) -> HttpResponse:
    objective = get_object_or_404(Objective.objects.select_related("cycle"), pk=objective_pk)
    form = forms.KeyResultForm(request.POST or None, initial={"owner": objective.owner_id})
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            lambda: services.create_key_result(
                objective=objective,
                name=form.cleaned_data["name"],
                definition=form.definition(),
                today=today(),
                weight=form.cleaned_data["weight"],
                is_contributing=form.cleaned_data["is_contributing"],
                owner=form.cleaned_data["owner"],
                scope=form.scope(),
                checklist=form.checklist(),
            )
        )
        if made is not None:
            return redirect("okrs:key_result", made.pk)
    back = reverse("okrs:objective", args=[objective.pk])
    return edit_page(request, form, title="New key result", lede=f"For {objective}.", cancel=back)


@allowed("okrs.edit")
def edit_key_result(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(WITH_ALL, pk=pk)
    asks_why = found.objective.cycle.state != Cycle.State.DRAFT
    form = forms.KeyResultForm(request.POST or None, row=found, asks_why=asks_why)
    if request.method == "POST" and form.is_valid():
        changes = {**form.changes(), "scope": form.scope().as_mapping()}
        editing = form.editing(by=me(request), now=timezone.now())
        if form.attempt(lambda: services.change_key_result(found, changes, editing=editing)) is not None:
            return redirect("okrs:key_result", pk)
    return edit_page(request, form, title=f"Change {found.name}", cancel=reverse("okrs:key_result", args=[pk]))


@allowed("okrs.edit")
def drop_key_result(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(WITH_ALL, pk=pk)
    form = forms.DropForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        editing, reason = services.Editing(by=me(request), now=timezone.now()), form.cleaned_data["reason"]
        if form.attempt(lambda: services.drop_key_result(found, reason=reason, editing=editing)) is not None:
            return redirect("okrs:key_result", pk)
    back = reverse("okrs:key_result", args=[pk])
    return edit_page(request, form, title=f"Drop {found.name}", cancel=back, submit="Drop it")


@allowed("okrs.edit")
def checkpoints(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(WITH_ALL, pk=pk)
    form = forms.CheckpointsForm(request.POST or None, key_result=found)
    if request.method == "POST" and form.is_valid():
        form.attempt(partial(services.set_checkpoints, found, form.points()))
        if not form.errors:
            return redirect("okrs:key_result", pk)
    page = {"form": form, "key_result": found}
    return render(request, "okrs/checkpoints.html", page, status=422 if form.errors else 200)


@allowed("okrs.check_in")
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Value, confidence, what changed, next step; with `next` in the address, on to the next one that is owed."""
    found, day = get_object_or_404(WITH_ALL, pk=pk), today()
    form = forms.CheckInForm(request.POST or None, key_result=found, today=day)
    if request.method == "POST" and form.is_valid():
        facts = {"reading": form.reading(), "said": form.said(), "done": form.done_items()}
        call = partial(services.check_in, found, **facts, now=timezone.now(), today=day, by=me(request))
        if form.attempt(call) is not None:
            messages.success(request, f"Checked in: {found}.")
            return redirect(_onward(request, found, day))
    page = {"form": form, "key_result": found, "row": selectors.key_result_page(found, today=day).row}
    return render(request, "okrs/check_in.html", page, status=422 if form.errors else 200)


@allowed("okrs.check_in")
def owed(request: HttpRequest) -> HttpResponse:
    """What this person owes in this room: check-ins."""
    rows = selectors.owed_check_ins(me(request), today=today())
    return render(request, "okrs/owed.html", {"rows": rows[:OWED_SHOWN], "count": len(rows), "day": today()})


def _onward(request: HttpRequest, done: KeyResult, day: date) -> str:
    if "next" not in request.GET:
        return reverse("okrs:key_result", args=[done.pk])
    waiting = [owed.row.key_result for owed in selectors.owed_check_ins(me(request), today=day)]
    waiting = [row for row in waiting if row.pk != done.pk]
    return f"{reverse('okrs:check_in', args=[waiting[0].pk])}?next" if waiting else reverse("okrs:owed")
