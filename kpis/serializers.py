"""Measurements in the programming interface."""

import json
from dataclasses import fields
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kpis.core.catalogue import CATALOGUE
from kpis.core.matrix import Serves
from kpis.core.words import Margin, Unit
from kpis.models import Definition, MatrixEntry, Measurement
from kpis.services.definitions import Draft, key_of


class MeasurementSerializer(serializers.ModelSerializer[Measurement]):
    """Without a value, `reason` says why. `numerator` over `denominator` is the value of a quotient.

    `model` is the attribution model behind the value, empty where it rests on no credit.
    """

    kpi = serializers.CharField(source="key")
    version = serializers.IntegerField(source="definition.version")
    unit = serializers.CharField(source="definition.unit")
    scope = serializers.SerializerMethodField()
    as_of = serializers.DateField(source="run.as_of")
    run = serializers.IntegerField(source="run_id")
    model = serializers.SerializerMethodField()

    class Meta:
        model = Measurement
        fields = [
            "kpi", "version", "unit", "starts_on", "ends_on", "scope", "dimension", "member", "value", "numerator",
            "denominator", "n", "margin", "unknown", "reason", "note", "as_of", "run",
            "model",
        ]  # fmt: skip

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}})
    def get_scope(self, row: Measurement) -> Any:
        return json.loads(row.scope_text)

    def get_model(self, row: Measurement) -> str:
        return row.run.locked_model if row.key in self.context["modelled"] else ""


class MatrixEntrySerializer(serializers.ModelSerializer[MatrixEntry]):
    """One cell of the mapping matrix: `kpi` and `leads_to` are keys of KPIs."""

    serves = serializers.ChoiceField(choices=[*Serves, ""], allow_blank=True)

    class Meta:
        model = MatrixEntry
        fields = ["kpi", "objective", "serves", "leads_to", "rationale", "made_at", "made_by"]
        read_only_fields = ["made_at", "made_by"]
        validators: list[Any] = []


class DefinitionSerializer(serializers.ModelSerializer[Definition]):
    """What a KPI is. Without `formula` its values come from outside; a change makes a new version, unsigned.

    `usually` names who mostly answers for a shipped KPI; `owner` is the person who does.
    """

    usually = serializers.SerializerMethodField()

    class Meta:
        model = Definition
        fields = [
            "key", "version", "is_current", "name", "text", "formula", "unit", "direction", "tier", "timing", "family",
            "margin", "is_level", "source", "cadence", "owner", "usually", "is_shipped", "defined_at", "defined_by",
            "retired_at",
            "marketing_signed_at", "marketing_signed_by", "finance_signed_at", "finance_signed_by",
        ]  # fmt: skip
        read_only_fields = [
            "key", "version", "is_current", "margin", "is_shipped", "defined_at", "defined_by", "retired_at",
            "marketing_signed_at", "marketing_signed_by", "finance_signed_at", "finance_signed_by",
        ]  # fmt: skip
        extra_kwargs = {"name": {"validators": []}}
        validators: list[Any] = []

    def get_usually(self, row: Definition) -> str:
        return CATALOGUE[row.key].answers if row.key in CATALOGUE else ""

    def draft(self) -> Draft:
        """The KPI as it is to be; a new one's key is made of its name, and a margin stays with its formula."""
        row, given = self.instance, self.validated_data
        if not isinstance(row, Definition):
            return Draft(key=key_of(given["name"]), **given)
        told = {field.name: getattr(row, field.name) for field in fields(Draft)} | given
        return Draft(**told | {"margin": row.margin if told["formula"] == row.formula else Margin.NONE})


class PreviewSerializer(serializers.Serializer[Any]):
    """A formula that is being written, and the windows to work it out in."""

    formula = serializers.CharField(max_length=400)
    unit = serializers.ChoiceField(choices=list(Unit), default=Unit.COUNT)
    is_level = serializers.BooleanField(default=False)
    since = serializers.DateField(help_text="first day of the window")
    until = serializers.DateField(help_text="first day after it")

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if told["since"] >= told["until"]:
            raise serializers.ValidationError({"until": ["Choose a day after the first."]})
        return told


class PreviewedSerializer(serializers.Serializer[Any]):
    """What the draft would be. Without a value, `reason` says why."""

    value = serializers.DecimalField(max_digits=28, decimal_places=6, allow_null=True)
    numerator = serializers.DecimalField(max_digits=28, decimal_places=6, allow_null=True)
    denominator = serializers.DecimalField(max_digits=28, decimal_places=6, allow_null=True)
    reason = serializers.CharField(allow_blank=True)
