"""The media mix, budget plans and single moves, for programs."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from forecasts import serializers as shapes
from forecasts.forms.plans import PlanForm
from forecasts.models import BudgetPlan, MixFit, MoveCard
from forecasts.selectors.plans import newest_fit
from forecasts.services import moves
from people.permissions import actions

READ = actions(read="outlook.view")


@extend_schema(tags=["forecasts"])
class Mixes(generics.ListAPIView[MixFit]):
    """Fits of the media mix, the newest first; each channel with its return or the reasons why it has none."""

    actions_by_method = READ
    serializer_class = shapes.MixSerializer
    queryset = MixFit.objects.defer("curves", "weekly", "drawn").prefetch_related("channels")
    filterset_fields = ["outcome"]


@extend_schema(tags=["forecasts"])
class Plans(generics.ListAPIView[BudgetPlan]):
    """Questions to the response curves, the newest first. Posting asks one; a worker answers it."""

    actions_by_method = actions(read="outlook.view", write="budget.plan")
    serializer_class = shapes.PlanSerializer
    queryset = BudgetPlan.objects.prefetch_related("cards")
    filterset_fields = ["scenario", "horizon", "fit__outcome"]

    @extend_schema(request=shapes.AskSerializer, responses={201: shapes.PlanSerializer})
    def post(self, request: Request) -> Response:
        given = shapes.AskSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        fit = newest_fit(given.validated_data["outcome"])
        if fit is None:
            raise NotFound("No mix of this outcome has been fitted.")
        form = PlanForm(_as_posted(given.validated_data["limits"]), channels=list(fit.channels.all()))
        if not form.is_valid():
            raise ValidationError({"limits": [f"{field}: {said[0]}" for field, said in form.errors.items()]})
        plan, _ = moves.ask_plan(
            fit=fit, scenario=form.cleaned_data["scenario"], horizon=form.cleaned_data["horizon"], asked=form.asked(),
            by=request.user, now=timezone.now(),
        )  # fmt: skip
        return Response(shapes.PlanSerializer(plan).data, status=201)


@extend_schema(tags=["forecasts"])
class OnePlan(generics.RetrieveAPIView[BudgetPlan]):
    actions_by_method = READ
    serializer_class = shapes.PlanSerializer
    queryset = BudgetPlan.objects.prefetch_related("cards")


@extend_schema(tags=["forecasts"])
class Moves(generics.ListAPIView[MoveCard]):
    """Single moves of money between channels, with gain, interval and what was decided."""

    actions_by_method = READ
    serializer_class = shapes.MoveSerializer
    queryset = MoveCard.objects.order_by("-plan", "-gain", "pk")
    filterset_fields = ["plan", "state", "source", "target"]


class MoveDecisions(APIView):
    """Accept a move, decline it with a reason, or take the decision back."""

    actions_by_method = actions(read="budget.decide", write="budget.decide")

    @extend_schema(tags=["forecasts"], request=shapes.MoveDecisionSerializer, responses=shapes.MoveSerializer)
    def post(self, request: Request, pk: int) -> Response:
        given = shapes.MoveDecisionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        card = get_object_or_404(_cards(), pk=pk)
        try:
            moves.decide(card=card, by=request.user, now=timezone.now(), **given.validated_data)
        except moves.MoveRefused as refused:
            raise ValidationError({"non_field_errors": [str(refused)]}) from refused
        return Response(shapes.MoveSerializer(get_object_or_404(_cards(), pk=pk)).data)


def _cards() -> QuerySet[MoveCard]:
    return MoveCard.objects.select_related("plan")


def _as_posted(limits: dict[str, object]) -> QueryDict:
    """As the form of the page reads it; what is not said keeps the form's first value."""
    found = QueryDict(mutable=True)
    first = {name: field.initial for name, field in PlanForm(channels=[]).fields.items() if field.initial is not None}
    for name, value in {"horizon": BudgetPlan.Horizon.QUARTER, **first, **limits}.items():
        if value is None or value is False:
            continue
        found.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    return found
