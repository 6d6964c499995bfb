"""Measurements in the programming interface."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kpis.models import Measurement


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
