"""Business objectives, objectives, key results and check-ins."""

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from okrs import selectors, serializers, services
from okrs.api.common import Versioned, attempt
from okrs.core.definition import Definition
from okrs.core.measures import Measure, Reading
from okrs.core.pace import Checkpoint
from okrs.core.progress import Kind, PeriodRule
from okrs.core.status import Status
from okrs.models import BusinessObjective, CheckIn, KeyResult, Objective
from organisation.core.scope import Scope
from organisation.selectors import today
from people.permissions import actions

VALUES = ("baseline", "target", "band_low", "band_high", "worst_low", "worst_high")


@extend_schema(tags=["objectives"])
class BusinessObjectives(generics.ListCreateAPIView[BusinessObjective]):
    actions_by_method = actions(read="okrs.view", write="okrs.business")
    serializer_class = serializers.BusinessObjectiveSerializer
    queryset = BusinessObjective.objects.all()
    filterset_fields = ["category"]

    def perform_create(self, serializer: Any) -> None:
        facts = serializer.changes()
        facts.pop("retired_on", None)
        facts["scope"] = attempt(partial(_scope, facts.get("scope")))
        serializer.instance = attempt(lambda: services.create_business_objective(**facts))


@extend_schema(tags=["objectives"])
class OneBusinessObjective(Versioned, generics.RetrieveUpdateAPIView[BusinessObjective]):
    actions_by_method = actions(read="okrs.view", write="okrs.business")
    serializer_class = serializers.BusinessObjectiveSerializer
    queryset = BusinessObjective.objects.all()
    http_method_names = ["get", "head", "options", "patch"]
    change = services.change_business_objective


@extend_schema(tags=["objectives"])
class Objectives(generics.ListCreateAPIView[Objective]):
    actions_by_method = actions(read="okrs.view", write="okrs.edit")
    serializer_class = serializers.ObjectiveSerializer
    queryset = Objective.objects.all()
    filterset_fields = ["cycle", "business_objective", "parent", "state", "owner"]

    def perform_create(self, serializer: Any) -> None:
        day = today(timezone.now())
        serializer.instance = attempt(lambda: services.create_objective(today=day, **serializer.changes()))


@extend_schema(tags=["objectives"])
class OneObjective(Versioned, generics.RetrieveUpdateAPIView[Objective]):
    """One objective. Its cycle cannot be changed; carry it over instead."""

    actions_by_method = actions(read="okrs.view", write="okrs.edit")
    serializer_class = serializers.ObjectiveSerializer
    queryset = Objective.objects.select_related("cycle")
    http_method_names = ["get", "head", "options", "patch"]
    change = services.change_objective

    def perform_update(self, serializer: Any) -> None:
        serializer.validated_data.pop("cycle", None)
        super().perform_update(serializer)


@extend_schema(tags=["objectives"])
class KeyResults(generics.ListCreateAPIView[KeyResult]):
    actions_by_method = actions(read="okrs.view", write="okrs.edit")
    serializer_class = serializers.KeyResultSerializer
    queryset = KeyResult.objects.all()
    filterset_fields = ["objective", "objective__cycle", "kind", "state", "owner"]

    def perform_create(self, serializer: Any) -> None:
        facts = serializer.changes()
        definition = Definition(
            kind=Kind(facts.pop("kind", Kind.INCREASE)),
            measure=Measure(facts.pop("measure", Measure.LEVEL)),
            unit=facts.pop("unit", ""),
            period_rule=PeriodRule(facts.pop("period_rule", PeriodRule.SHARE_INSIDE)),
            **{name: facts.pop(name, None) for name in VALUES},
        )
        facts["scope"] = attempt(partial(_scope, facts.get("scope")))
        call = partial(services.create_key_result, definition=definition, today=today(timezone.now()), **facts)
        serializer.instance = attempt(call)


@extend_schema(tags=["objectives"])
class OneKeyResult(Versioned, generics.RetrieveUpdateAPIView[KeyResult]):
    actions_by_method = actions(read="okrs.view", write="okrs.edit")
    serializer_class = serializers.KeyResultSerializer
    queryset = KeyResult.objects.select_related("objective__cycle")
    http_method_names = ["get", "head", "options", "patch"]
    change = services.change_key_result

    def perform_update(self, serializer: Any) -> None:
        serializer.validated_data.pop("objective", None)
        super().perform_update(serializer)


@extend_schema(tags=["objectives"])
class CheckIns(generics.ListCreateAPIView[CheckIn]):
    """Check-ins of one key result, newest first. Rows are added, never changed."""

    actions_by_method = actions(read="okrs.view", write="okrs.check_in")
    serializer_class = serializers.CheckInSerializer
    queryset = CheckIn.objects.none()

    def get_queryset(self) -> Any:
        return CheckIn.objects.filter(key_result=self.kwargs["pk"]).order_by("-day", "-pk")

    def perform_create(self, serializer: Any) -> None:
        row = get_object_or_404(KeyResult.objects.select_related("objective__cycle"), pk=self.kwargs["pk"])
        given, now = serializer.validated_data, timezone.now()
        reading = Reading(given["day"], *(given.get(name) for name in ("value", "numerator", "denominator")))
        said = services.Said(
            confidence=given.get("confidence"),
            declared=Status(given["declared"]) if given.get("declared") else None,
            what_changed=given.get("what_changed", ""),
            next_step=given.get("next_step", ""),
        )
        call = partial(services.check_in, row, reading=reading, said=said, now=now, today=today(now))
        serializer.instance = attempt(partial(call, by=self.request.user))


@extend_schema(tags=["objectives"])
class Checkpoints(generics.GenericAPIView[KeyResult]):
    """Checkpoints of one key result; PUT puts a whole list in place of the one before."""

    actions_by_method = actions(read="okrs.view", write="okrs.edit")
    serializer_class = serializers.CheckpointSerializer
    queryset = KeyResult.objects.select_related("objective__cycle")
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(responses=serializers.CheckpointSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        return Response(serializers.CheckpointSerializer(self.get_object().checkpoints.all(), many=True).data)

    @extend_schema(
        request=serializers.CheckpointSerializer(many=True), responses=serializers.CheckpointSerializer(many=True)
    )
    def put(self, request: Request, pk: int) -> Response:
        given = serializers.CheckpointSerializer(data=request.data, many=True)
        given.is_valid(raise_exception=True)
        points = [Checkpoint(row["due_on"], row["expected"]) for row in given.validated_data]
        attempt(partial(services.set_checkpoints, self.get_object(), points))
        return self.get(request, pk)


@extend_schema(tags=["objectives"])
class KeyResultFigure(generics.GenericAPIView[KeyResult]):
    """The chart of a key result: its finding, the figure for Plotly, and the same numbers as a table."""

    actions_by_method = actions(read="okrs.view")
    serializer_class = serializers.KeyResultProgressSerializer
    queryset = KeyResult.objects.select_related("objective__cycle", "owner")

    @extend_schema(responses={status.HTTP_200_OK: dict[str, Any]})
    def get(self, request: Request, pk: int) -> Response:
        day = today(timezone.now())
        return Response(
            selectors.chart_of(selectors.key_result_page(self.get_object(), today=day), today=day).as_json()
        )


def _scope(given: Any) -> Scope:
    try:
        return Scope.from_mapping(given)
    except (ValueError, TypeError, AttributeError) as error:
        raise services.Refused(f"The scope cannot be read: {error}", field="scope") from error
