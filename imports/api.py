"""The programming interface of imports: bring a file or rows, read what became of them, take them back."""

import io
from collections.abc import Mapping
from typing import Any

from django.urls import path
from django.utils import timezone
from django_filters.rest_framework import CharFilter, FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle, UserRateThrottle

from imports import registry, selectors, services
from imports.core import json_lines
from imports.models import Batch
from imports.parsers import JsonLinesParser, JsonlParser, TooLarge
from imports.reading.limits import LIMITS
from imports.serializers import BulkSerializer, ImportSerializer, ResultSerializer, UploadSerializer
from people.models import Scope
from people.permissions import actions
from people.problems import Conflict

MOST_LINES = 20_000
KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER,
    description="Any text of at most 200 characters. A request repeated with it gives the same import, made once.",
)  # fmt: skip


class ImportFilter(FilterSet):
    source = CharFilter(field_name="source__name")

    class Meta:
        model = Batch
        fields = ["source", "target", "state"]


class Uploads(UserRateThrottle):
    """Files are heavier than other requests."""

    scope, rate = "uploads", "60/min"


class _Imports(generics.GenericAPIView[Batch]):
    """What all addresses share: who may, the tokens' scope, and a limit on uploads."""

    actions_by_method = actions(read="imports.view", write="imports.upload")
    token_scope = Scope.IMPORT
    serializer_class = ResultSerializer
    queryset = Batch.objects.select_related("source", "file", "job")

    def get_throttles(self) -> list[BaseThrottle]:
        return [*super().get_throttles(), *([Uploads()] if self.request.method == "POST" else [])]

    def told(self, one: Batch, *, status: int = 202) -> Response:
        document = ResultSerializer(one, context=self.get_serializer_context()).data
        return Response(document, status=status, headers={"Location": document["result"]})


class Imports(_Imports, generics.ListAPIView[Batch]):
    """Every import, the newest first."""

    serializer_class = ImportSerializer
    parser_classes = [MultiPartParser]
    filterset_class = ImportFilter

    @extend_schema(tags=["imports"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        tags=["imports"], parameters=[KEY], request={"multipart/form-data": UploadSerializer},
        responses={202: ResultSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Import a file, all of its rows or none, in the background. Ask `result` until `state` is loaded or failed."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > LIMITS.file_size + (1 << 20):
            raise TooLarge(f"At most {LIMITS.file_size >> 20:,} MiB are taken in one request. Split the file.")
        given = UploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said: Mapping[str, Any] = given.validated_data
        file = said["file"]
        return self.told(
            _delivered(
                request, stream=file.file, name=file.name, choices=said["mapping"] or None,
                **{name: said[name] for name in ("target", "preset", "source")},
            )
        )  # fmt: skip


@extend_schema(tags=["imports"])
class Import(_Imports, generics.RetrieveAPIView[Batch]):
    """One import: its conservation line, the settings found in the file, the first problems."""

    actions_by_method = actions(read="imports.view")


class Undo(_Imports):
    @extend_schema(tags=["imports"], request=None, responses={202: ResultSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Take a loaded import back, in the background: rows it changed become what they were, its own disappear."""
        one = self.get_object()
        try:
            services.request_undo(one, by=request.user)
        except services.CannotNow as refused:
            raise Conflict(str(refused)) from refused
        return self.told(self.get_object())


class Bulk(_Imports):
    """Rows of one target."""

    parser_classes = [JsonLinesParser, JsonlParser]

    @extend_schema(
        tags=["imports"],
        parameters=[KEY, BulkSerializer],
        request={"application/x-ndjson": OpenApiTypes.BINARY, "application/jsonl": OpenApiTypes.BINARY},
        responses={202: ResultSerializer},
    )
    def post(self, request: Request, target: str) -> Response:
        """Import rows: one JSON object a line, with the target's column names. As for a file, all of them or none."""
        said = BulkSerializer(data=request.query_params)
        said.is_valid(raise_exception=True)
        _must_be_known(target)
        body: bytes = request.data
        _must_be_rows(body)
        options = dict(said.validated_data)
        return self.told(_delivered(request, stream=io.BytesIO(body), name=f"{target}.jsonl", target=target, **options))


def _delivered(request: Request, **said: Any) -> Batch:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > 200 or not key.isprintable():
        raise ValidationError({"Idempotency-Key": ["At most 200 printable characters."]})
    try:
        made = services.deliver(by=request.user, now=timezone.now(), key=key, **said)
    except services.KeyReused as reused:
        raise Conflict(str(reused)) from reused
    except services.FileRefused as refused:
        raise ValidationError({"file": [str(refused)]}) from refused
    return selectors.batch(made.pk) or made


def _must_be_known(target: str) -> None:
    try:
        registry.target(target)
    except registry.UnknownName as unknown:
        raise NotFound(str(unknown)) from None


def _must_be_rows(body: bytes) -> None:
    if body.count(b"\n") > MOST_LINES:
        raise TooLarge(f"At most {MOST_LINES:,} rows are taken in one request. Send them in parts or as a file.")
    try:
        json_lines.columns(io.BytesIO(body))
    except services.FileRefused as refused:
        raise ValidationError({"rows": [str(refused)]}) from refused


urlpatterns = [
    path("imports/", Imports.as_view(), name="api_imports"),
    path("imports/<int:pk>/", Import.as_view(), name="api_import"),
    path("imports/<int:pk>/undo/", Undo.as_view(), name="api_import_undo"),
    path("<slug:target>/bulk/", Bulk.as_view(), name="api_bulk"),
]
