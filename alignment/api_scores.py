"""The programming interface of scores, findings, intent against evidence, experiments and the check."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from alignment import serializers_scores as shapes
from alignment.models import AuditAnswer, Experiment, Finding, IntentCell, ScorePart, ScoreRun
from alignment.services import findings as decide_on
from alignment.services.evidence import ExperimentRefused, keep_experiment
from jobs.services import enqueue
from organisation.selectors import today
from people.permissions import actions


@extend_schema(tags=["alignment"])
class Scores(generics.ListAPIView[ScoreRun]):
    """Published scores, the newest first; each names its receipt."""

    actions_by_method = actions(read="home.view")
    serializer_class = shapes.ScoreSerializer
    queryset = ScoreRun.objects.filter(published_at__isnull=False).defer("receipt").order_by("-published_at", "-pk")
    filterset_fields = ["cycle", "as_of"]


@extend_schema(tags=["alignment"])
class Parts(generics.ListAPIView[ScorePart]):
    """The scores of objectives, themes, channels, teams and campaigns of one run."""

    actions_by_method = actions(read="home.view")
    serializer_class = shapes.PartSerializer
    queryset = ScorePart.objects.none()
    filterset_fields = ["by"]

    def get_queryset(self) -> QuerySet[ScorePart]:
        return ScorePart.objects.filter(run=self.kwargs["pk"], run__published_at__isnull=False)


class Receipt(APIView):
    """The receipt of one score: every input and every step; `manage.py verify_score` recomputes it offline."""

    actions_by_method = actions(read="home.view")

    @extend_schema(tags=["alignment"], responses={200: dict})
    def get(self, request: Request, pk: int) -> Response:
        run = ScoreRun.objects.filter(pk=pk, published_at__isnull=False).first()
        if run is None:
            raise Http404
        return Response(run.receipt)


@extend_schema(tags=["alignment"])
class Findings(generics.ListAPIView[Finding]):
    """Findings that stand, with evidence, steps, money and exact points."""

    actions_by_method = actions(read="findings.view")
    serializer_class = shapes.FindingSerializer
    queryset = Finding.objects.filter(resolved_at__isnull=True).order_by("cycle", "pk")
    filterset_fields = ["cycle", "kind", "severity", "state", "assignee"]


class Decisions(APIView):
    """Assign, accept, decline with a reason, snooze, or open a finding again."""

    actions_by_method = actions(read="findings.view", write="findings.decide")

    @extend_schema(tags=["alignment"], responses=shapes.EntrySerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = get_object_or_404(Finding, pk=pk).entries.all()
        return Response(shapes.EntrySerializer(rows, many=True).data)

    @extend_schema(tags=["alignment"], request=shapes.DecisionSerializer, responses=shapes.EntrySerializer(many=True))
    def post(self, request: Request, pk: int) -> Response:
        given = shapes.DecisionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        now = timezone.now()
        try:
            decide_on.decide(
                finding=get_object_or_404(Finding, pk=pk),
                by=request.user,
                now=now,
                today=today(now),
                **given.validated_data,
            )
        except decide_on.DecisionRefused as error:
            raise ValidationError({"non_field_errors": [str(error)]}) from error
        return self.get(request, pk)


@extend_schema(tags=["alignment"])
class Intent(generics.ListAPIView[IntentCell]):
    """Declared beside measured shares of the newest score of each cycle."""

    actions_by_method = actions(read="findings.view")
    serializer_class = shapes.IntentSerializer
    queryset = IntentCell.objects.order_by("run", "campaign", "business_objective")
    filterset_fields = ["run", "run__cycle", "campaign", "business_objective"]


@extend_schema(tags=["alignment"])
class Check(generics.ListAPIView[AuditAnswer]):
    """The answers of the alignment check by cycle and day."""

    actions_by_method = actions(read="findings.view")
    serializer_class = shapes.AnswerSerializer
    queryset = AuditAnswer.objects.order_by("cycle", "-day", "pk")
    filterset_fields = ["cycle", "day", "question"]


@extend_schema(tags=["alignment"])
class Experiments(generics.ListCreateAPIView[Experiment]):
    actions_by_method = actions(read="findings.view", write="experiments.edit")
    serializer_class = shapes.ExperimentSerializer
    queryset = Experiment.objects.order_by("-ends_on", "pk")
    filterset_fields = ["campaign", "business_objective", "design"]

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = _kept(self.request, Experiment(), serializer)


@extend_schema(tags=["alignment"])
class OneExperiment(generics.RetrieveUpdateAPIView[Experiment]):
    actions_by_method = actions(read="findings.view", write="experiments.edit")
    serializer_class = shapes.ExperimentSerializer
    queryset = Experiment.objects.all()
    http_method_names = ["get", "head", "options", "patch"]

    def perform_update(self, serializer: Any) -> None:
        serializer.instance = _kept(self.request, serializer.instance, serializer)


def _kept(request: Request, row: Experiment, serializer: Any) -> Experiment:
    try:
        kept = keep_experiment(
            experiment=row, fields=dict(serializer.validated_data), by=request.user, now=timezone.now()
        )
    except ExperimentRefused as error:
        raise ValidationError({"non_field_errors": [str(error)]}) from error
    enqueue("reports.recompute", by=request.user, coalesce=True)
    return kept


urlpatterns = [
    path("scores/", Scores.as_view(), name="api_scores"),
    path("scores/<int:pk>/parts/", Parts.as_view(), name="api_score_parts"),
    path("scores/<int:pk>/receipt/", Receipt.as_view(), name="api_score_receipt"),
    path("findings/", Findings.as_view(), name="api_findings"),
    path("findings/<int:pk>/decisions/", Decisions.as_view(), name="api_decisions"),
    path("intent/", Intent.as_view(), name="api_intent"),
    path("check/", Check.as_view(), name="api_check"),
    path("experiments/", Experiments.as_view(), name="api_experiments"),
    path("experiments/<int:pk>/", OneExperiment.as_view(), name="api_experiment"),
]
