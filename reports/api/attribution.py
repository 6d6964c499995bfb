"""The programming interface of attribution: what the explorer shows, as numbers."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from attribution.core.models import Model
from attribution.models import Milestone, Unit
from attribution.selectors import By, latest_run
from crm.models import Opportunity
from okrs.selectors import cycle_to_show, cycles
from organisation.selectors import organisation
from people.permissions import actions
from reports.dashboards.explorer import credit, opportunity, words
from reports.dashboards.explorer.question import DEFAULT_MODEL, read
from reports.serializers import CreditSerializer, JourneySerializer

NOTHING_YET = "No credit has been computed yet."
MODELS = [model.value for model in words.CHOOSABLE]
ASKED = [
    OpenApiParameter("by", enum=[by.value for by in By], description="what rows are groups of; channel unasked"),
    OpenApiParameter("model", enum=MODELS, description="linear unasked"),
    OpenApiParameter("milestone", enum=[one.name.lower() for one in Milestone]),
    OpenApiParameter("unit", enum=Unit.values, description="whose journeys; as the settings say unasked"),
    OpenApiParameter("window", description="all, year, months, or the number of a cycle"),
    OpenApiParameter("since", description="first month of `window=months`, such as 2026-01"),
    OpenApiParameter("until", description="last month of `window=months`, such as 2026-03"),
    *(OpenApiParameter(name, many=True, description="only these values") for name in words.DIMENSIONS),
]


@extend_schema(summary="Who is credited, from the newest published run", tags=["attribution"], parameters=ASKED)
class Credits(GenericAPIView[Any]):
    """Rows by group, what is unattributed, and the CRM's totals; 404 before the first run."""

    actions_by_method = actions(read="attribution.view")
    serializer_class = CreditSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    def get(self, request: Request) -> Response:
        run, company, listed = latest_run(), organisation(), cycles()
        day = timezone.now().astimezone(ZoneInfo(company.time_zone)).date()
        asked = dict(request.query_params.lists())
        if run is None:
            raise Http404(NOTHING_YET)
        other = latest_run(by_other_unit=True) if "unit" in asked else None
        cycle = cycle_to_show(day, among=listed)
        question = read(asked, run=run, other=other, cycles=listed, cycle=cycle, day=day)
        if question is None:
            raise Http404(NOTHING_YET)
        if not question.is_computed:
            raise Http404(f"Journeys of {question.unit} to this milestone have not been computed; see its settings.")
        return Response(CreditSerializer(credit.build(question, currency=company.currency)).data)


@extend_schema(
    summary="One opportunity's journey, and what every model gives each touch", tags=["attribution"],
    parameters=[
        OpenApiParameter("milestone", enum=["opportunity", "won"]),
        OpenApiParameter("model", enum=[model.value for model in Model]),
        OpenApiParameter("unit", enum=Unit.values, description="whose journey; as the settings say unasked"),
    ],
)  # fmt: skip
class Journey(GenericAPIView[Any]):
    """Touches oldest first; 404 before the first run."""

    actions_by_method = actions(read="attribution.opportunities")
    serializer_class = JourneySerializer
    pagination_class = None
    filter_backends: list[Any] = []

    def get(self, request: Request, pk: int) -> Response:
        deal, run, company = get_object_or_404(Opportunity, pk=pk), latest_run(), organisation()
        if run is None:
            raise Http404(NOTHING_YET)
        asked = request.query_params
        milestone = asked.get("milestone", "").upper()
        page = opportunity.build(
            deal,
            run=run,
            milestone=Milestone[milestone] if milestone in Milestone.names else None,
            model=next((known for known in Model if known == asked.get("model")), DEFAULT_MODEL),
            unit=asked.get("unit", ""),
            other=latest_run(by_other_unit=True) if "unit" in asked else None,
            zone=company.time_zone,
        )
        return Response(JourneySerializer(page).data)


urlpatterns = [
    path("attribution/credit/", Credits.as_view(), name="api_credit"),
    path("attribution/opportunities/<int:pk>/", Journey.as_view(), name="api_opportunity_journey"),
]
