"""Measurements in the programming interface."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kpis.core.matrix import Serves
from kpis.models import MatrixEntry, Measurement


class MeasurementSerializer(serializers.ModelSerializer[Measurement]):
    """Without a value, `reason` says why. `numerator` over `denominator` is the value of a quotient."""

    kpi = serializers.CharField(source="key")
    version = serializers.IntegerField(source="definition.version")
    unit = serializers.CharField(source="definition.unit")
    scope = serializers.SerializerMethodField()
    as_of = serializers.DateField(source="run.as_of")
    run = serializers.IntegerField(source="run_id")

    class Meta:
        model = Measurement
        fields = [
            "kpi", "version", "unit", "starts_on", "ends_on", "scope", "dimension", "member", "value", "numerator",
            "denominator", "n", "margin", "unknown", "reason", "note", "as_of", "run",
        ]  # fmt: skip

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}})
    def get_scope(self, row: Measurement) -> Any:
        return json.loads(row.scope_text)


class MatrixEntrySerializer(serializers.ModelSerializer[MatrixEntry]):
    """One cell of the mapping matrix: `kpi` and `leads_to` are keys of KPIs."""

    serves = serializers.ChoiceField(choices=[*Serves, ""], allow_blank=True)

    class Meta:
        model = MatrixEntry
        fields = ["kpi", "objective", "serves", "leads_to", "rationale", "made_at", "made_by"]
        read_only_fields = ["made_at", "made_by"]
        validators: list[Any] = []
