"""Pages of objectives and business objectives."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from okrs import forms, selectors, services
from okrs.models import BusinessObjective, Cycle, Objective
from okrs.views.common import chosen_cycle, edit_page, me, reported_of, tell, today
from people.policy import allowed, may


@allowed("okrs.view")
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Objective.objects.select_related(
            "cycle", "business_objective", "owner", "parent__parent__parent", "superseded_by"
        ),
        pk=pk,
    )
    reported = reported_of(request, found.cycle)
    page = selectors.objective_page(found, today=today(), kept=reported.kept if reported else None)
    context = {"objective": found, "page": page, "row": page.row, "reported": reported, "cycle": found.cycle}
    return render(request, "okrs/objective.html", context)


@allowed("okrs.edit")
def new_objective(request: HttpRequest) -> HttpResponse:
    day = today()
    cycle = chosen_cycle(request, day=day, among=selectors.cycles())
    if cycle is None:
        return redirect("okrs:new_cycle" if may(request.user, "okrs.cycles") else "okrs:tree")
    wished = {name: request.GET.get(name) for name in ("parent", "business_objective")}
    form = forms.ObjectiveForm(request.POST or None, cycle=cycle, initial={**wished, "owner": request.user.pk})
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: services.create_objective(cycle=cycle, today=day, **form.changes()))
        if made is not None:
            return redirect("okrs:objective", made.pk)
    return edit_page(request, form, title="New objective", lede=f"For {cycle}.", cancel=reverse("okrs:tree"))


@allowed("okrs.edit")
def edit_objective(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Objective.objects.select_related("cycle"), pk=pk)
    asks_why = found.cycle.state != Cycle.State.DRAFT
    form = forms.ObjectiveForm(request.POST or None, row=found, cycle=found.cycle, asks_why=asks_why)
    if request.method == "POST" and form.is_valid():
        editing = form.editing(by=me(request), now=timezone.now())
        made = form.attempt(lambda: services.change_objective(found, form.changes(), editing=editing))
        if made is not None:
            return redirect("okrs:objective", pk)
    return edit_page(request, form, title=f"Change {found.name}", cancel=reverse("okrs:objective", args=[pk]))


@allowed("okrs.edit")
def drop_objective(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Objective.objects.select_related("cycle"), pk=pk)
    form = forms.DropForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        editing = services.Editing(by=me(request), now=timezone.now())
        done = form.attempt(lambda: services.drop_objective(found, today=today(), editing=editing, **facts))
        if done is not None:
            return redirect("okrs:objective", pk)
    title, lede = f"Drop {found.name}", "It stays visible with its reason, and no longer counts."
    return edit_page(
        request, form, title=title, lede=lede, cancel=reverse("okrs:objective", args=[pk]), submit="Drop it"
    )


@allowed("okrs.edit")
def activate_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft count in its running cycle."""
    found = get_object_or_404(Objective.objects.select_related("cycle"), pk=pk)
    if request.method == "POST":
        editing = services.Editing(by=me(request), now=timezone.now())
        call = partial(services.activate_objective, found, today=today(), editing=editing)
        tell(request, call, f"{found} counts from today on.")
    return redirect("okrs:objective", pk)


@allowed("okrs.view")
def business_objectives(request: HttpRequest) -> HttpResponse:
    rows = selectors.business_objectives(with_retired=True)
    whole = sum(row.weight for row in rows if row.retired_on is None)
    return render(request, "okrs/business_objectives.html", {"rows": rows, "whole": whole})


@allowed("okrs.business")
def new_business_objective(request: HttpRequest) -> HttpResponse:
    form = forms.BusinessObjectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: services.create_business_objective(**form.changes(), scope=form.scope()))
        if made is not None:
            return redirect("okrs:business_objectives")
    return edit_page(request, form, title="New business objective", cancel=reverse("okrs:business_objectives"))


@allowed("okrs.business")
def edit_business_objective(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(BusinessObjective, pk=pk)
    form = forms.BusinessObjectiveForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        changes = {**form.changes(), "scope": form.scope().as_mapping()}
        editing = form.editing(by=me(request), now=timezone.now())
        made = form.attempt(lambda: services.change_business_objective(found, changes, editing=editing))
        if made is not None:
            return redirect("okrs:business_objectives")
    return edit_page(request, form, title=f"Change {found.name}", cancel=reverse("okrs:business_objectives"))
