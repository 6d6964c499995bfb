"""Cycles, their progress, documents and sales targets."""

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from okrs import selectors, serializers, services
from okrs.api.common import attempt
from okrs.models import Cycle, Document, SalesTarget
from organisation.selectors import today
from people.permissions import actions


@extend_schema(tags=["cycles"])
@extend_schema_view(
    post=extend_schema(request=serializers.PlanCycleSerializer, responses={201: serializers.CycleSerializer})
)
class Cycles(generics.ListCreateAPIView[Cycle]):
    actions_by_method = actions(read="okrs.view", write="okrs.cycles")
    queryset = Cycle.objects.all()
    filterset_fields = ["state", "length"]

    def get_serializer_class(self) -> Any:
        return serializers.PlanCycleSerializer if self.request.method == "POST" else serializers.CycleSerializer

    def create(self, request: Request, *arguments: Any, **keywords: Any) -> Response:
        given = serializers.PlanCycleSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {**given.validated_data, "length": Cycle.Length(given.validated_data["length"])}
        made = attempt(lambda: services.plan_cycle(**facts))
        return Response(serializers.CycleSerializer(made).data, status=201)


@extend_schema(tags=["cycles"])
class OneCycle(generics.RetrieveAPIView[Cycle]):
    actions_by_method = actions(read="okrs.view")
    serializer_class = serializers.CycleSerializer
    queryset = Cycle.objects.all()


@extend_schema(tags=["cycles"])
class CycleProgress(generics.GenericAPIView[Cycle]):
    """All objectives of a cycle as a tree, with progress, pace and status as of today."""

    actions_by_method = actions(read="okrs.view")
    serializer_class = serializers.ObjectiveProgressSerializer
    queryset = Cycle.objects.all()
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(responses=serializers.ObjectiveProgressSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = selectors.objectives_with_progress(self.get_object(), today=today(timezone.now()))
        return Response(serializers.ObjectiveProgressSerializer(rows, many=True).data)


@extend_schema(tags=["cycles"], request=None, responses=serializers.CycleSerializer)
class MoveCycle(generics.GenericAPIView[Cycle]):
    """Take a cycle to its next step: open, review, back (to active), or close (with `summary`)."""

    actions_by_method = {"POST": "okrs.cycles"}
    serializer_class = serializers.CycleSerializer
    queryset = Cycle.objects.all()

    @extend_schema(operation_id="cycles_move")
    def post(self, request: Request, pk: int, step: str) -> Response:
        cycle, now = get_object_or_404(Cycle, pk=pk), timezone.now()
        summary = str(request.data.get("summary", "")) if isinstance(request.data, dict) else ""
        close = partial(services.close_cycle, cycle, summary=summary, today=today(now), now=now)
        steps = {
            "open": partial(services.open_cycle, cycle, now=now, by=request.user),
            "review": partial(services.review_cycle, cycle, by=request.user),
            "back": partial(services.review_cycle, cycle, back=True, by=request.user),
            "close": partial(close, by=request.user),  # type: ignore[arg-type]
        }
        return Response(serializers.CycleSerializer(attempt(steps[step])).data)


@extend_schema(tags=["plan"])
class Documents(generics.ListCreateAPIView[Document]):
    """Registered documents by link. Files are uploaded on the page."""

    actions_by_method = actions(read="okrs.view", write="okrs.documents")
    serializer_class = serializers.DocumentSerializer
    queryset = Document.objects.all()
    filterset_fields = ["kind", "cycle"]

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = attempt(lambda: services.register_document(**serializer.validated_data))


@extend_schema(tags=["plan"])
class SalesTargets(generics.ListCreateAPIView[SalesTarget]):
    """Sales targets by month; the same month and part again puts the new numbers in place of the old."""

    actions_by_method = actions(read="okrs.view", write="okrs.sales")
    serializer_class = serializers.SalesTargetSerializer
    queryset = SalesTarget.objects.all()
    filterset_fields = {"month": ["exact", "gte", "lt"], "segment": ["exact"], "region": ["exact"]}

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = attempt(lambda: services.set_sales_target(**serializer.validated_data))
