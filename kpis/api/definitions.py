"""What KPIs are, in the programming interface: read, defined, previewed, signed and retired as on the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from kpis import services
from kpis.core.words import Unit
from kpis.models import Definition
from kpis.serializers import DefinitionSerializer, PreviewedSerializer, PreviewSerializer
from organisation.core.calendar import Window
from people.permissions import actions

MILLIONTH = Decimal("0.000001")


class _OfDefinitions(generics.GenericAPIView[Definition]):
    serializer_class = DefinitionSerializer
    lookup_field = "key"

    def get_queryset(self) -> QuerySet[Definition, Any]:
        return Definition.objects.current().order_by("key")


@extend_schema(tags=["kpis"])
class Definitions(generics.ListCreateAPIView[Definition], _OfDefinitions):
    """Every KPI in force; a posted one is added under a key made of its name."""

    actions_by_method = actions(read="kpis.view", write="kpis.edit")
    filterset_fields = {"family": ["exact"], "tier": ["exact"], "timing": ["exact"], "owner": ["exact", "isnull"]}

    def perform_create(self, serializer: Any) -> None:
        with _refusals():
            serializer.instance = services.add_kpi(serializer.draft(), now=timezone.now(), by=self.request.user)


@extend_schema(tags=["kpis"])
class OneDefinition(generics.RetrieveUpdateAPIView[Definition], _OfDefinitions):
    """One KPI in force; a change makes its next version."""

    actions_by_method = actions(read="kpis.view", write="kpis.edit")

    def perform_update(self, serializer: Any) -> None:
        with _refusals():
            serializer.instance = services.define_kpi(serializer.draft(), now=timezone.now(), by=self.request.user)


@extend_schema(summary="Every version of a KPI, the newest first", tags=["kpis"])
class Versions(generics.ListAPIView[Definition], _OfDefinitions):
    actions_by_method = actions(read="kpis.view")

    def get_queryset(self) -> QuerySet[Definition, Any]:
        rows = Definition.objects.filter(key=self.kwargs.get("key", "")).order_by("-version")
        if not getattr(self, "swagger_fake_view", False) and not rows.exists():
            raise Http404
        return rows


@extend_schema(
    summary="What a formula would give, or why it cannot", tags=["kpis"], request=PreviewSerializer,
    responses=PreviewedSerializer,
)  # fmt: skip
class Preview(generics.GenericAPIView[Definition]):
    """Nothing is kept."""

    actions_by_method = actions(read="kpis.edit", write="kpis.edit")
    serializer_class = PreviewSerializer

    def post(self, request: Request) -> Response:
        given = PreviewSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        told = given.validated_data
        draft = services.Draft(
            key="draft_of_a_kpi", name="Draft", text="", formula=told["formula"], unit=Unit(told["unit"]),
            is_level=told["is_level"],
        )  # fmt: skip
        with _refusals():
            [(_, answer)] = services.preview(draft, [Window(told["since"], told["until"])], now=timezone.now())
        return Response(
            {
                "value": _said(answer.value),
                "numerator": _said(answer.numerator),
                "denominator": _said(answer.denominator),
                "reason": answer.reason,
            }
        )


class _Sign(_OfDefinitions):
    signature: ClassVar[services.Signature]

    @extend_schema(summary="Sign the version in force", tags=["kpis"], request=None, responses=DefinitionSerializer)
    def post(self, request: Request, key: str) -> Response:
        with _refusals():
            signed = services.sign(self.get_object(), self.signature, by=request.user, now=timezone.now())
        return Response(DefinitionSerializer(signed).data)


class SignMarketing(_Sign):
    actions_by_method = actions(read="kpis.sign_marketing", write="kpis.sign_marketing")
    signature = services.Signature.MARKETING


class SignFinance(_Sign):
    actions_by_method = actions(read="kpis.sign_finance", write="kpis.sign_finance")
    signature = services.Signature.FINANCE


class Retire(_OfDefinitions):
    """Take a KPI out of use; its measurements stay. One that a key result follows is refused."""

    actions_by_method = actions(read="kpis.edit", write="kpis.edit")

    @extend_schema(tags=["kpis"], request=None, responses={204: None})
    def post(self, request: Request, key: str) -> Response:
        with _refusals():
            services.retire_kpi(self.get_object(), now=timezone.now(), by=request.user)
        return Response(status=204)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except services.KpiRefused as error:
        raise ValidationError({"non_field_errors": [str(error)]}) from error


def _said(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(MILLIONTH))
