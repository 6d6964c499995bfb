"""Themes and audiences: what campaigns are grouped by, and whom they address."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from alignment.forms.groups import AudienceForm, ThemeForm
from alignment.views.common import me
from campaigns import services
from campaigns.models import Audience, Theme
from organisation.core.scope import Scope
from people.policy import allowed


@allowed("plan.view")
def groups(request: HttpRequest) -> HttpResponse:
    audiences = [(row, Scope.from_mapping(row.scope)) for row in Audience.objects.annotate(used_by=Count("campaign"))]
    context = {"themes": Theme.objects.annotate(used_by=Count("campaigns")), "audiences": audiences}
    return render(request, "alignment/groups.html", context)


@allowed("plan.edit")
def edit_theme(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Theme, pk=pk) if pk else Theme()
    return _edit(request, ThemeForm(request.POST or None, row=row), partial(services.save_theme, row=row), word="theme")


@allowed("plan.edit")
def edit_audience(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Audience, pk=pk) if pk else Audience()
    form = AudienceForm(request.POST or None, row=row)
    return _edit(request, form, partial(services.save_audience, row=row), word="audience")


def _edit(
    request: HttpRequest, form: ThemeForm | AudienceForm, save: Callable[..., Theme | Audience], *, word: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = save(fields=form.facts(), by=me(request))
        except services.PlanRefused as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{made} is saved.")
            return redirect("plan_groups")
    title = f"Change {form.initial['name']}" if form.initial["name"] else f"New {word}"
    page = {"form": form, "title": title, "cancel": reverse("plan_groups"), "submit": "Save"}
    return render(request, "alignment/edit.html", page, status=422 if form.errors else 200)
