"""The programming interface of campaigns, their budgets and links."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from alignment import serializers, services
from alignment.models import CampaignLink
from campaigns import services as plan
from campaigns.models import BudgetEntry, Campaign
from jobs.services import enqueue
from organisation.selectors import today
from people.permissions import actions

Result = TypeVar("Result")
REFUSALS = (plan.PlanRefused, services.LinkRefused, services.SharesTooLarge)


class Conflict(APIException):
    """Somebody else saved first."""

    status_code = 409
    default_code = "conflict"


@extend_schema(tags=["plan"])
class Campaigns(generics.ListCreateAPIView[Campaign]):
    actions_by_method = actions(read="plan.view", write="plan.edit")
    serializer_class = serializers.CampaignSerializer
    queryset = Campaign.objects.all()
    filterset_fields = ["theme", "channel", "team", "state", "owner"]

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = _saved(self.request, Campaign(), dict(serializer.validated_data))


@extend_schema(tags=["plan"])
class OneCampaign(generics.RetrieveUpdateAPIView[Campaign]):
    actions_by_method = actions(read="plan.view", write="plan.edit")
    serializer_class = serializers.CampaignSerializer
    queryset = Campaign.objects.all()
    http_method_names = ["get", "head", "options", "patch"]

    def perform_update(self, serializer: Any) -> None:
        serializer.instance = _saved(self.request, serializer.instance, dict(serializer.validated_data))


class _OfCampaign(generics.GenericAPIView[Any]):
    pagination_class = None
    filter_backends: list[Any] = []

    def campaign(self) -> Campaign:
        return get_object_or_404(Campaign, pk=self.kwargs["pk"])


@extend_schema(tags=["plan"])
class Budget(_OfCampaign):
    """Plan, forecast and committed by month; PUT sets the months it names and leaves the others."""

    actions_by_method = actions(read="plan.view", write="plan.edit")
    serializer_class = serializers.BudgetSerializer

    @extend_schema(responses=serializers.BudgetSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = BudgetEntry.objects.filter(campaign=self.campaign()).order_by("month", "layer")
        return Response(serializers.BudgetSerializer(rows, many=True).data)

    @extend_schema(request=serializers.BudgetSerializer(many=True), responses=serializers.BudgetSerializer(many=True))
    def put(self, request: Request, pk: int) -> Response:
        row = self.campaign()
        given = serializers.BudgetSerializer(data=request.data, many=True)
        given.is_valid(raise_exception=True)
        layers: dict[str, dict[Any, Any]] = {}
        for one in given.validated_data:
            layers.setdefault(one["layer"], {})[one["month"]] = one["reported"]
        _attempt(lambda: plan.set_budgets(campaign=row, layers=layers, by=request.user))
        return self.get(request, pk)


@extend_schema(tags=["plan"])
class Links(_OfCampaign):
    """What a campaign serves today; PUT replaces it from a day on and leaves the days before."""

    actions_by_method = actions(read="plan.view", write="links.edit")
    serializer_class = serializers.StatementSerializer

    @extend_schema(responses=serializers.LinkSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = CampaignLink.objects.open_on(today(timezone.now())).filter(campaign=self.campaign())
        return Response(serializers.LinkSerializer(rows, many=True).data)

    @extend_schema(request=serializers.StatementSerializer, responses=serializers.LinkSerializer(many=True))
    def put(self, request: Request, pk: int) -> Response:
        row = self.campaign()
        given = serializers.StatementSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        shares = [_share(link) for link in given.validated_data["links"]]
        since = given.validated_data["since"]
        _attempt(lambda: services.link_campaign(campaign=row, shares=shares, since=since, by=request.user))
        enqueue("reports.recompute", by=request.user, coalesce=True)
        return self.get(request, pk)


def _share(link: dict[str, Any]) -> services.Share:
    of = link.get("objective") or link["key_result"]
    kept = ("role", "expected_kpi", "expected_effect", "expected_lag_days")
    return services.Share(of, link["share"], **{name: link[name] for name in kept if name in link})


def _saved(request: Request, row: Campaign, fields: dict[str, Any]) -> Campaign:
    revision = fields.pop("revision", None)
    try:
        return _attempt(lambda: plan.save_campaign(campaign=row, fields=fields, revision=revision, by=request.user))
    except plan.ChangedMeanwhile as error:
        raise Conflict(str(error)) from error


def _attempt(call: Callable[[], Result]) -> Result:
    try:
        return call()
    except REFUSALS as error:
        raise ValidationError({"non_field_errors": [str(error)]}) from error


urlpatterns = [
    path("", include("alignment.api_scores")),
    path("campaigns/", Campaigns.as_view(), name="api_campaigns"),
    path("campaigns/<int:pk>/", OneCampaign.as_view(), name="api_campaign"),
    path("campaigns/<int:pk>/budget/", Budget.as_view(), name="api_campaign_budget"),
    path("campaigns/<int:pk>/links/", Links.as_view(), name="api_campaign_links"),
]
