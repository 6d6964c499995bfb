"""Outlooks, campaigns before launch, the court of leading KPIs and the value of customers, for programs."""

from dataclasses import asdict

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from forecasts import serializers as shapes
from forecasts.models import CourtSession, CustomerRun, Outlook, Ruling
from forecasts.selectors.launch import Plan, launches, movable, newest_fits
from forecasts.selectors.outlook import latest_outlook_run
from people.permissions import actions

READ = actions(read="outlook.view")


@extend_schema(tags=["forecasts"])
class Outlooks(generics.ListAPIView[Outlook]):
    """Where key results and KPIs are heading by the newest run, each with its range and what it is built on."""

    actions_by_method = READ
    serializer_class = shapes.OutlookSerializer
    queryset = Outlook.objects.none()
    filterset_fields = ["key_result", "key_result__objective__cycle", "kpi", "status", "basis"]

    def get_queryset(self) -> QuerySet[Outlook]:
        rows = Outlook.objects.filter(run=latest_outlook_run()).select_related("run")
        return rows.defer("chart", "ends").order_by("pk")


class BeforeLaunch(APIView):
    """What a campaign is likely to bring, and on which past campaigns that rests."""

    actions_by_method = READ

    @extend_schema(tags=["forecasts"], parameters=[shapes.LaunchPlanSerializer], responses={200: dict})
    def get(self, request: Request) -> Response:
        given = shapes.LaunchPlanSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        asked, fits = given.validated_data, newest_fits()
        row = None
        if wanted := asked.get("key_result"):
            row = next((one for one in movable(fits) if one.pk == wanted), None)
            if row is None:
                raise ValidationError({"key_result": ["No outcome of campaigns adds to this key result."]})
        plan = Plan(asked["channel"], asked["kind"], asked["spend"])
        found = launches([plan], fits, money=asked["money"], hurdle=asked["hurdle"], key_result=row)[0]
        moved = found.moved
        return Response(
            {
                "outcomes": {outcome: asdict(band) for outcome, band in found.outcomes.items()},
                "returns": asdict(found.returns) if found.returns else None,
                "built_on": found.built_on,
                "closest": [asdict(one) for one in found.closest],
                "warnings": found.warnings,
                "reasons": {key: [fit.reason, fit.needs] for key, fit in fits.items() if fit.reason},
                "moved": moved and {
                    "key_result": moved.key_result.pk, "share": moved.share, "added": asdict(moved.added),
                    "chance_before": moved.before, "chance_after": moved.after,
                },
            }
        )  # fmt: skip


@extend_schema(tags=["forecasts"])
class Rulings(generics.ListAPIView[Ruling]):
    """What the newest session of the court says of every KPI that is said to lead."""

    actions_by_method = READ
    serializer_class = shapes.RulingSerializer
    queryset = Ruling.objects.none()
    filterset_fields = ["kpi", "outcome", "verdict"]

    def get_queryset(self) -> QuerySet[Ruling]:
        newest = CourtSession.objects.values("pk")[:1]
        return Ruling.objects.filter(session=newest).select_related("session").order_by("pk")


class Customers(APIView):
    """The newest valuation of customers, by cohort and by channel of acquisition, and the way of contracts."""

    actions_by_method = READ

    @extend_schema(tags=["forecasts"], responses=shapes.CustomersSerializer)
    def get(self, request: Request) -> Response:
        run = CustomerRun.objects.first()
        if run is None:
            raise NotFound("Customers have not been valued yet.")
        return Response(shapes.CustomersSerializer(run).data)
