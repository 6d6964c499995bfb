"""The programming interface of reports: the same numbers as pages and documents."""

from dataclasses import asdict
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
from reports.core.codec import plain
from reports.models import BuiltDocument, StoredSnapshot


class Report(APIView):
    """All numbers of a cycle as of its newest recompute, with comments and the runs they came from.

    A frozen cycle is given as it was reported, with the bridge to what the facts say now.
    """

    actions_by_method = actions(read="reports.view")

    @extend_schema(
        summary="All numbers of a cycle",
        tags=["reports"],
        parameters=[
            OpenApiParameter("annex", OpenApiTypes.BOOL, description="with the long tables"),
            OpenApiParameter("as", OpenApiTypes.STR, description="“restated”: a frozen cycle with the facts of now"),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, pk: int) -> Response:
        stored = _stored(pk, restated=request.query_params.get("as") == "restated")
        frozen, bridge = selectors.frozen(stored.cycle), selectors.restated(stored.cycle)
        found: dict[str, Any] = {
            "snapshot": stored.content,
            "digest": stored.digest,
            "made_at": stored.made_at,
            "issued_at": stored.issued_at,
            "comments": [{"subject": key, **asdict(row)} for key, row in selectors.said(stored).items()],
            "frozen_at": frozen.frozen_at if frozen else None,
            "bridge": plain(bridge) if bridge else None,
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


def _stored(pk: int, *, restated: bool) -> StoredSnapshot:
    cycle = get_object_or_404(Cycle, pk=pk)
    stored = selectors.snapshot(cycle) if restated else selectors.as_shown(cycle)
    if stored is None:
        raise NotFound("Nothing has been computed for this cycle yet.")
    return stored


urlpatterns = [
    path("reports/<int:pk>/", Report.as_view(), name="api_report"),
    path("reports/documents/<int:pk>/", ReportDocument.as_view(), name="api_report_document"),
]
