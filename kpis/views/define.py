"""Adding a KPI, changing one, and seeing what it would be while it is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kpis import services
from kpis.core.measures import MEASURES
from kpis.forms.definition import DefinitionForm
from kpis.models import Definition
from kpis.views.common import frame_of, me, windows_so_far
from people.policy import allowed


@allowed("kpis.edit")
def define(request: HttpRequest, key: str = "") -> HttpResponse:
    row = get_object_or_404(Definition.objects.current(), key=key) if key else None
    form = DefinitionForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            write = services.define_kpi if row else services.add_kpi
            made = write(form.draft(), now=timezone.now(), by=me(request))
        except services.KpiRefused as error:
            form.add_error("formula", str(error))
        else:
            return redirect("kpis:kpi", made.key)
    context = {
        "form": form, "row": row, "measures": sorted(MEASURES.values(), key=lambda one: (one.relation, one.name)),
        "known": Definition.objects.current().order_by("key"),
        "back": reverse("kpis:kpi", args=[key]) if key else reverse("kpis:index"),
    }  # fmt: skip
    return render(request, "kpis/define.html", context, status=422 if form.errors else 200)


@allowed("kpis.edit")
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the draft would be in the cycle so far and in the last whole month, or why it cannot be."""
    frame, form = frame_of(request), DefinitionForm(request.POST)
    context = {"currency": frame.company.currency}
    written = request.POST.get("formula", "").strip()
    if written and (form.is_valid() or not {"formula", "unit"} & set(form.errors)):
        draft = services.Draft(
            key="draft_of_a_kpi", name="Draft", text="", formula=written,
            unit=form.cleaned_data["unit"], is_level=form.cleaned_data.get("is_level", False),
        )  # fmt: skip
        try:
            found = services.preview(draft, windows_so_far(frame), now=timezone.now())
        except services.KpiRefused as error:
            context["refused"] = str(error)
        else:
            context |= {"found": found, "unit": draft.unit}
    return render(request, "kpis/partials/preview.html", context)
