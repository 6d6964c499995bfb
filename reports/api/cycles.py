"""The programming interface of reports: the same numbers as pages and documents."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from okrs.models import Cycle
from people.permissions import actions
from reports import selectors
from reports.models import BuiltDocument, StoredSnapshot


class Report(APIView):
    """All numbers of a cycle as of its newest recompute, with comments and the runs they came from."""

    actions_by_method = actions(read="reports.view")

    @extend_schema(
        summary="All numbers of a cycle",
        tags=["reports"],
        parameters=[OpenApiParameter("annex", OpenApiTypes.BOOL, description="with the long tables")],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, pk: int) -> Response:
        stored = _stored(pk)
        found: dict[str, Any] = {
            "snapshot": stored.content,
            "digest": stored.digest,
            "made_at": stored.made_at,
            "issued_at": stored.issued_at,
            "comments": _comments(stored),
            "documents": [
                {"id": row.pk, "kind": row.kind, "size": row.size, "digest": row.digest, "made_at": row.made_at}
                for row in selectors.documents(stored)
            ],
        }
        if request.query_params.get("annex", "").lower() in {"1", "true"}:
            found["annex"] = stored.annex
        return Response(found)


class ReportDocument(APIView):
    """A document of a report as a file."""

    actions_by_method = actions(read="reports.view")

    @extend_schema(summary="Download a document", tags=["reports"], responses=OpenApiTypes.BINARY)
    def get(self, request: Request, pk: int) -> HttpResponse | FileResponse:
        row = get_object_or_404(BuiltDocument, pk=pk)
        return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file.name.rsplit("/", 1)[-1])


def _stored(cycle: int) -> StoredSnapshot:
    stored = selectors.snapshot(get_object_or_404(Cycle, pk=cycle))
    if stored is None:
        raise NotFound("Nothing has been computed for this cycle yet.")
    return stored


def _comments(stored: StoredSnapshot) -> list[dict[str, Any]]:
    if stored.issued_at is not None:
        return list(stored.comments)
    rows = selectors.comments(stored.cycle).values()
    return [
        {"subject": row.subject, "text": row.text, "version": row.version, "by": row.by.name if row.by else ""}
        for row in rows
    ]


urlpatterns = [
    path("reports/<int:pk>/", Report.as_view(), name="api_report"),
    path("reports/documents/<int:pk>/", ReportDocument.as_view(), name="api_report_document"),
]
