"""The board pack: documents of the newest snapshot, written by the worker, downloaded by whoever may read."""

from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jobs.selectors import under_way
from jobs.services import enqueue
from people.policy import allowed
from reports import selectors
from reports.core.scopes import read_scope
from reports.models import BuiltDocument, StoredSnapshot
from reports.views.common import RESTATED, asked, me

TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "json": "application/json",
    "png": "application/zip",
}


@allowed("reports.view")
def board_pack(request: HttpRequest) -> HttpResponse:
    """Documents of the cycle's newest snapshot, and the earlier ones below."""
    frame = asked(request)
    context, stored = frame.context(), frame.stored
    if stored is not None and frame.cycle is not None:
        everything = selectors.earlier_documents(frame.cycle)
        context |= {
            "documents": [row for row in everything if row.snapshot_id == stored.pk],
            "earlier": [row for row in everything if row.snapshot_id != stored.pk],
            "job": under_way(("reports.documents",)),
        }
    return render(request, "reports/board_pack.html", context)


@allowed("reports.build")
@require_POST
def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for all documents of a snapshot; the page shows how far they are."""
    stored = get_object_or_404(StoredSnapshot.objects.only("pk", "cycle_id", "scope"), pk=pk)
    person = me(request)
    enqueue("reports.documents", {"snapshot": stored.pk, "by": person.pk}, by=person, coalesce=True)
    as_shown = {"as": RESTATED} if request.GET.get("as") == RESTATED else {}
    query = urlencode({"cycle": stored.cycle_id, **as_shown, **read_scope(stored.scope).as_mapping()}, doseq=True)
    return redirect(f"{reverse('board_pack')}?{query}")


@allowed("reports.view")
def download(request: HttpRequest, pk: int) -> FileResponse:
    """One document as a file; never shown inside the page, and not kept by browsers shared with others."""
    row = get_object_or_404(BuiltDocument, pk=pk)
    name = row.file.name.rsplit("/", 1)[-1]
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=name, content_type=TYPES[row.kind])
    response["Cache-Control"] = "private, no-store"
    return response
