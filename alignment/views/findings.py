"""Findings: the list to work through, one of them, and what is decided about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from alignment.forms.findings import DecisionForm, FindingFilter
from alignment.models import Finding
from alignment.selectors.findings import finding_page, listed
from alignment.services import findings as decide_on
from alignment.views.common import frame_of, me
from organisation.selectors import organisation
from people.policy import allowed

SAID = {
    "assign": "It is assigned.",
    "accept": "It is accepted.",
    "decline": "It stays as it is, with your reason.",
    "snooze": "It rests until then.",
    "reopen": "It is open again.",
}


@allowed("findings.view")
def index(request: HttpRequest) -> HttpResponse:
    """Findings of a cycle, the most severe first."""
    frame = frame_of(request)
    form = FindingFilter(request.GET)
    asked = form.asked()
    told = {"today": frame.day, "user": me(request), "reported": frame.reported, **asked}
    page = listed(frame.cycle, **told) if frame.cycle else None
    context = {"cycles": frame.cycles, "cycle": frame.cycle, "form": form, "asked": asked, "page": page}
    context |= {"reported": frame.reported}
    return render(request, "alignment/findings.html", {**context, "currency": frame.company.currency})


@allowed("findings.view")
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Finding.objects.select_related("cycle", "assignee"), pk=pk))


@allowed("findings.decide")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign, accept, decline with a reason, snooze, or open again."""
    row = get_object_or_404(Finding.objects.select_related("cycle", "assignee"), pk=pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            decide_on.decide(
                finding=row, by=me(request), now=timezone.now(), today=frame_of(request).day, **form.cleaned_data
            )
        except decide_on.DecisionRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, SAID[form.cleaned_data["action"]])
            return redirect("finding", pk=row.pk)
    return _page(request, row, form=form)


def _page(request: HttpRequest, row: Finding, form: DecisionForm | None = None) -> HttpResponse:
    company = organisation()
    context = {
        "page": finding_page(row, currency=company.currency),
        "finding": row,
        "currency": company.currency,
        "form": form or DecisionForm(initial={"assignee": row.assignee_id}),
    }
    return render(request, "alignment/finding.html", context, status=422 if form else 200)
