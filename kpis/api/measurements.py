"""Measurements and the mapping matrix in the programming interface."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import ValidationError

from jobs.services import enqueue
from kpis import selectors, services
from kpis.core.matrix import Serves
from kpis.core.measures import BREAKDOWNS
from kpis.core.pairs import scope_of_pairs
from kpis.models import MatrixEntry, Measurement
from kpis.serializers import MatrixEntrySerializer, MeasurementSerializer
from people.permissions import actions


class MeasurementFilters(django_filters.FilterSet):  # type: ignore[misc]
    kpi = django_filters.BaseInFilter(
        field_name="key", method="named", help_text="keys or names of KPIs, separated by commas"
    )
    since = django_filters.DateFilter("starts_on", lookup_expr="gte", help_text="first day of the earliest window")
    until = django_filters.DateFilter("ends_on", lookup_expr="lte", help_text="first day after the latest window")
    by = django_filters.ChoiceFilter(
        field_name="dimension", choices=[(name, name) for name in BREAKDOWNS], help_text="dimension of a breakdown"
    )
    scope = django_filters.CharFilter(
        method="scoped", help_text="dimension=value, several parted by commas; “everything” for no scope"
    )

    class Meta:
        model = Measurement
        fields = ["kpi", "since", "until", "by", "scope"]

    def named(self, rows: QuerySet[Measurement], field: str, names: Sequence[str]) -> QuerySet[Measurement]:
        try:
            return rows.filter(key__in=[selectors.definition(name).key for name in names])
        except selectors.UnknownKpi as error:
            raise ValidationError({"kpi": [str(error)]}) from error

    def scoped(self, rows: QuerySet[Measurement], field: str, text: str) -> QuerySet[Measurement]:
        pairs = [] if text == "everything" else text.split(",")
        try:
            return rows.filter(scope_text=selectors.scope_text(scope_of_pairs(pairs)))
        except ValueError as error:
            raise ValidationError({"scope": [str(error)]}) from error


@extend_schema(summary="What KPIs were, from the newest published run", tags=["kpis"])
class Measurements(generics.ListAPIView[Measurement]):
    actions_by_method = actions(read="kpis.view")
    serializer_class = MeasurementSerializer
    filterset_class = MeasurementFilters

    def get_queryset(self) -> QuerySet[Measurement, Any]:
        if getattr(self, "swagger_fake_view", False):  # the schema is drawn without a database
            return Measurement.objects.none()
        return selectors.measurements().filter(run=selectors.latest_run())

    def get_serializer_context(self) -> dict[str, Any]:
        drawn = getattr(self, "swagger_fake_view", False)
        known = frozenset() if drawn else selectors.modelled(selectors.current_definitions())
        return {**super().get_serializer_context(), "modelled": known}


@extend_schema(tags=["kpis"])
class MatrixCells(generics.ListCreateAPIView[MatrixEntry]):
    """What KPIs do for objectives now. Posting sets one cell; an empty `serves` clears it."""

    actions_by_method = actions(read="kpis.view", write="kpis.map")
    serializer_class = MatrixEntrySerializer
    queryset = MatrixEntry.objects.in_force().select_related("objective").order_by("objective", "kpi")
    filterset_fields = {"kpi": ["exact"], "objective": ["exact"], "objective__cycle": ["exact"], "serves": ["exact"]}

    def perform_create(self, serializer: Any) -> None:
        given = dict(serializer.validated_data)
        try:
            serializer.instance = services.set_cell(
                kpi=selectors.definition(given["kpi"]),
                objective=given["objective"],
                serves=Serves(given["serves"]) if given["serves"] else None,
                leads_to=given.get("leads_to", ""),
                rationale=given.get("rationale"),
                now=timezone.now(),
                by=self.request.user,
            ) or MatrixEntry(**given)
        except (services.MatrixRefused, selectors.UnknownKpi) as error:
            raise ValidationError({"non_field_errors": [str(error)]}) from error
        enqueue("reports.recompute", by=self.request.user, coalesce=True)
