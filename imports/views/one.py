"""One import on its way: looked at, decided, loaded, undone."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from imports import registry, selectors, services
from imports.core.preset import Preset
from imports.core.target import Target
from imports.forms import ChoicesForm
from imports.models import Batch, Issue
from people.core.cells import plain_cell
from people.policy import allowed, may

SHOWN = 50


@allowed("imports.view")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    one = _batch(pk)
    return _page(request, one, ChoicesForm(batch=one))


@require_POST
@allowed("imports.upload")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    one = _batch(pk)
    form = ChoicesForm(request.POST, batch=one)
    if form.is_valid():
        try:
            services.choose(
                one,
                target=form.cleaned_data["target"],
                preset=form.cleaned_data["preset"],
                choices=form.choices(),
                by=request.user,
            )
        except (services.CannotNow, services.FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("imports:show", pk)
    return _page(request, one, form, status=422)


@require_POST
@allowed("imports.upload")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    one = _batch(pk)
    return _step(request, one, lambda: services.look_again(one, by=request.user))


@require_POST
@allowed("imports.upload")
def rerun(request: HttpRequest, pk: int) -> HttpResponse:
    """A new import of the same file."""
    one = _batch(pk)
    try:
        started = services.run_again(one, by=request.user, now=timezone.now())
    except services.FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("imports:show", pk)
    return redirect("imports:show", started.pk)


@require_POST
@allowed("imports.upload")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    one = _batch(pk)
    return _step(request, one, lambda: services.confirm(one, by=request.user))


@require_POST
@allowed("imports.upload")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    one = _batch(pk)
    return _step(request, one, lambda: services.request_undo(one, by=request.user))


@allowed("imports.view")
def issues_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every row and value that was not taken as it stands."""
    found = selectors.issues(_batch(pk)).iterator(chunk_size=2000)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{pk}-rows-not-taken.csv"'
    return response


def _batch(pk: int) -> Batch:
    one = selectors.batch(pk)
    if one is None:
        raise Http404
    return one


def _step(request: HttpRequest, one: Batch, call: Callable[[], object]) -> HttpResponse:
    try:
        call()
    except services.CannotNow as refused:
        messages.error(request, str(refused))
    return redirect("imports:show", one.pk)


def _preset(one: Batch) -> Preset | None:
    name = one.preset or one.preview.get("preset")
    return registry.preset(name) if name else None


def _page(request: HttpRequest, one: Batch, form: ChoicesForm, *, status: int = 200) -> HttpResponse:
    busy = bool(one.job and not one.job.finished_at)
    target = registry.target(one.target) if one.target else None
    found = one.preview.get("detected") or one.detected or None
    page = {
        "one": one,
        "form": form,
        "job": one.job,
        "busy": busy,
        "may_change": may(request.user, "imports.upload"),
        "target": target,
        "columns": selectors.labelled(one.preview.get("columns", ()), target=target) if target else (),
        "first_rows": selectors.first_rows(one.preview),
        "preset": _preset(one),
        "found": found,
        "constants": _constants(found, target),
        "issues": selectors.issues(one)[:SHOWN] if one.state in (one.State.LOADED, one.State.UNDONE) else (),
        "issue_count": selectors.issues(one).count(),
        "earlier": selectors.earlier_load(one) if one.state == one.State.OPENED else None,
        "zones": sorted(available_timezones()) if not busy and one.state != one.State.LOADED else (),
    }
    return render(request, "imports/show.html", page, status=status)


def _constants(found: Mapping[str, Any] | None, target: Target | None) -> list[tuple[str, str]]:
    """What is the same for every row, by the words for the column."""
    given = (found or {}).get("constants", {})
    return [(words, given[name]) for name, words in selectors.labelled(list(given), target=target)] if target else []


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(found: Iterable[Issue]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(("line", "what happened", "column", "value", "reason"))
    for issue in found:
        cells = (issue.get_fate_display(), issue.column, issue.value, issue.reason)
        yield writer.writerow([issue.line, *map(plain_cell, cells)])
