"""The audit trail, on the page and as a file; for administrators."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from organisation.selectors import organisation
from people import selectors
from people.core.cells import plain_cell
from people.forms import AuditFilter
from people.models import AuditEntry
from people.policy import allowed

ENTRIES_A_PAGE = 50
COLUMNS = ("at", "by", "verb", "subject_type", "subject_id", "subject_label", "detail", "request_id", "address")


@allowed("people.audit")
def audit(request: HttpRequest) -> HttpResponse:
    form = AuditFilter(request.GET or None)
    chosen = _chosen(form)
    entries = Paginator(selectors.audit_trail(**chosen), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in request.GET.items() if name != "page" and value})
    return render(request, "people/audit.html", {"form": form, "entries": entries, "query": query})


@allowed("people.audit")
def audit_csv(request: HttpRequest) -> StreamingHttpResponse:
    entries = selectors.audit_trail(**_chosen(AuditFilter(request.GET or None))).iterator(chunk_size=2000)
    response = StreamingHttpResponse(_lines(entries), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit-trail.csv"'
    return response


def _chosen(form: AuditFilter) -> Mapping[str, Any]:
    """What the filter says; a filter that makes no sense chooses nothing away, and its form says why."""
    cleaned = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return {**cleaned, "zone": ZoneInfo(organisation().time_zone)}


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for entry in entries:
        detail = json.dumps(entry.detail, ensure_ascii=False)
        who = entry.by.email if entry.by else ""
        subject = (entry.subject_type, entry.subject_id, entry.subject_label)
        cells = (entry.at.isoformat(), who, entry.verb, *subject, detail, entry.request_id, entry.address or "")
        yield writer.writerow([plain_cell(cell) for cell in cells])
