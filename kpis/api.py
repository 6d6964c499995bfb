"""The programming interface of KPIs."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics

from kpis import selectors
from kpis.models import Measurement
from kpis.serializers import MeasurementSerializer
from people.permissions import actions


class MeasurementFilters(django_filters.FilterSet):  # type: ignore[misc]
    kpi = django_filters.BaseInFilter(field_name="key", help_text="keys of KPIs, separated by commas")
    since = django_filters.DateFilter("starts_on", lookup_expr="gte", help_text="first day of the earliest window")
    until = django_filters.DateFilter("ends_on", lookup_expr="lte", help_text="first day after the latest window")
    by = django_filters.CharFilter("dimension", help_text="dimension of a breakdown, such as channel")

    class Meta:
        model = Measurement
        fields = ["kpi", "since", "until", "by"]


@extend_schema(summary="What KPIs were, from the newest published run", tags=["kpis"])
class Measurements(generics.ListAPIView[Measurement]):
    actions_by_method = actions(read="kpis.view")
    serializer_class = MeasurementSerializer
    filterset_class = MeasurementFilters

    def get_queryset(self) -> QuerySet[Measurement, Any]:
        if getattr(self, "swagger_fake_view", False):  # the schema is drawn without a database
            return Measurement.objects.none()
        return selectors.measurements().filter(run=selectors.latest_run())


urlpatterns = [
    path("measurements/", Measurements.as_view(), name="api_measurements"),
]
