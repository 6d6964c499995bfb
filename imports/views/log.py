"""What came in: history, health of the sources, files to bring."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from imports import archive, registry, selectors, services
from imports.core.template import template_rows
from imports.forms import SourceForm, UploadForm
from imports.models import Batch, Source
from people.policy import allowed

ON_A_PAGE = 50


@allowed("imports.view")
def index(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "") for name in ("source", "target", "state")}
    found = Paginator(selectors.history(**chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    page = {
        "imports": found,
        "labels": {target.name: target.label for target in registry.targets()},
        "health": selectors.sources_health(timezone.now()),
        "chosen": chosen,
    }
    return render(request, "imports/index.html", page)


@allowed("imports.upload")
def new(request: HttpRequest) -> HttpResponse:
    wished = {name: request.GET.get(name, "") for name in ("source", "target")}
    form = UploadForm(*([request.POST, request.FILES] if request.method == "POST" else []), initial=wished)
    if request.method == "POST" and form.is_valid():
        taken = _take(request, form)
        if len(taken) == 1:
            return redirect("imports:show", taken[0].pk)
        if taken:
            messages.success(request, f"{len(taken)} files were taken; confirm each of them.")
            return redirect("imports:index")
    page = {
        "form": form,
        "sources": Source.objects.values_list("name", flat=True),
        "targets": sorted(registry.targets(), key=lambda target: target.label),
    }
    return render(request, "imports/new.html", page, status=422 if form.errors else 200)


@allowed("imports.upload")
def source(request: HttpRequest, pk: int) -> HttpResponse:
    known = get_object_or_404(Source, pk=pk)
    form = SourceForm(request.POST if request.method == "POST" else None, instance=known)
    if request.method == "POST" and form.is_valid():
        services.change_source(known, values=form.cleaned_data)
        messages.success(request, f"{known} is saved.")
        return redirect("imports:index")
    return render(request, "imports/source.html", {"form": form, "source": known}, status=422 if form.errors else 200)


@allowed("imports.view")
def template(request: HttpRequest, name: str) -> HttpResponse:
    """The plain file of a target: its column names and an example row."""
    try:
        rows = template_rows(registry.target(name))
    except registry.UnknownName:
        raise Http404 from None
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sightline_{name}.csv"'
    csv.writer(response).writerows(rows)
    return response


def _take(request: HttpRequest, form: UploadForm) -> list[Batch]:
    """Keep every file of the upload; what is refused is said in the form, file by file."""
    taken = []
    for upload in form.cleaned_data["files"]:
        try:
            for name, content in archive.files_in(upload.file, name=upload.name):
                taken.append(
                    services.receive(
                        stream=content,
                        name=name,
                        source=form.cleaned_data["source"],
                        target=form.cleaned_data["target"],
                        by=request.user,
                        now=timezone.now(),
                    )
                )
        except services.FileRefused as refused:
            form.add_error("files", f"{upload.name}: {refused}")
    if taken and form.errors:
        for sentence in form.errors.get("files", ()):
            messages.warning(request, str(sentence))
    return taken
