"""The executive summary: one page from one snapshot, with what leaders say of its reds."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from okrs.models import Cycle
from people.policy import allowed, may
from reports import selectors
from reports.core.commentary import Red, reds
from reports.forms import CommentForm
from reports.services.comments import Refused, issue, say
from reports.views.common import asked, me, tried


@allowed("reports.view")
def summary(request: HttpRequest) -> HttpResponse:
    """The newest numbers of the cycle asked for, or else of today's."""
    frame = asked(request)
    context, stored = frame.context(), frame.stored
    if stored is not None:
        found, said = selectors.numbers(stored), selectors.said(stored)
        wanted = reds(found)
        context |= {
            "page": found,
            "comments": said,
            "written": (*frame.written, *said.items(), may(request.user, "reports.comment")),
            "reds": wanted,
            "silent": [red for red in wanted if red.subject not in said and not frame.part.scope],
        }
    return render(request, "reports/summary.html", context)


@allowed("reports.comment")
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something of one row of the cycle's summary."""
    cycle = get_object_or_404(Cycle, pk=pk)
    red = _red(cycle, request.GET.get("on", ""))
    before = selectors.comments(cycle).get(red.subject)
    form = CommentForm(request.POST or None, initial={"text": before.text if before else ""})
    back = f"{reverse('summary')}?cycle={cycle.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            say(cycle, subject=red.subject, text=form.cleaned_data["text"], by=me(request), now=timezone.now())
        except Refused as error:
            form.add_error("text", str(error))
        else:
            return redirect(back)
    versions = selectors.comment_versions(cycle, red.subject)
    context = {"form": form, "red": red, "cycle": cycle, "back": back, "versions": versions}
    return render(request, "reports/comment.html", context, status=422 if form.errors else 200)


@allowed("reports.issue")
@require_POST
def issue_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the newest snapshot of the cycle."""
    cycle = get_object_or_404(Cycle, pk=pk)
    stored = selectors.snapshot(cycle)
    if stored is None:
        raise Http404
    tried(
        request,
        lambda: issue(stored, by=me(request), now=timezone.now()),
        done=f"The summary of {cycle} is issued; its numbers and comments stay as they are.",
    )
    return redirect(f"{reverse('summary')}?cycle={cycle.pk}")


def _red(cycle: Cycle, subject: str) -> Red:
    """The row that is commented on; also one that is red no more but was commented on before."""
    stored = selectors.snapshot(cycle)
    if stored is None:
        raise Http404
    found = selectors.numbers(stored)
    labels: Mapping[str, str] = {
        **{f"kpi:{row.key}": row.label for row in found.kpis},
        **{f"objective:{row.pk}": row.name for row in found.objectives},
    }
    if subject not in labels:
        raise Http404
    return Red(subject, labels[subject], "")
