"""Objectives, key results and check-ins as the programming interface reads and writes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from okrs.core.status import DECLARABLE
from okrs.models import BusinessObjective, CheckIn, Cycle, Document, KeyResult, Objective, SalesTarget, Team
from okrs.models.words import STATUSES
from okrs.selectors import KeyResultRow, ObjectiveRow


class CycleSerializer(serializers.ModelSerializer[Cycle]):
    class Meta:
        model = Cycle
        fields = ["id", "name", "length", "starts_on", "ends_on", "state", "cadence_days", "closed_at", "summary"]
        read_only_fields = ["state", "closed_at", "summary"]


class PlanCycleSerializer(serializers.Serializer[Cycle]):
    """A cycle to plan: the fiscal quarter, half or year that holds `day`; `ends_on` for other dates only."""

    length = serializers.ChoiceField(choices=Cycle.Length.choices)
    day = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
    name = serializers.CharField(required=False, max_length=60, default="")
    cadence_days = serializers.IntegerField(required=False, min_value=1, max_value=120, default=14)


class VersionedSerializer(serializers.ModelSerializer[Any]):
    """Changing needs the revision that was read; in a running cycle also a reason."""

    reason = serializers.CharField(write_only=True, required=False, default="")
    revision = serializers.IntegerField(required=False)

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.validated_data.items() if name not in {"reason", "revision"}}


class BusinessObjectiveSerializer(VersionedSerializer):
    co_owners = serializers.ListField(child=serializers.ChoiceField(choices=Team.choices), required=False)

    class Meta:
        model = BusinessObjective
        fields = [
            "id", "name", "category", "weight", "target_share", "description", "scope", "owner", "co_owners",
            "retired_on", "revision", "reason",
        ]  # fmt: skip
        validators: list[Any] = []
        extra_kwargs = {"name": {"validators": []}}


class ObjectiveSerializer(VersionedSerializer):
    co_owners = serializers.ListField(child=serializers.ChoiceField(choices=Team.choices), required=False)

    class Meta:
        model = Objective
        fields = [
            "id", "cycle", "business_objective", "parent", "name", "description", "horizon", "ambition", "state",
            "weight", "is_contributing", "roll_up", "owner", "co_owners", "added_late_on", "dropped_on", "drop_reason",
            "superseded_by", "score", "root_cause", "revision", "reason",
        ]  # fmt: skip
        read_only_fields = [
            "state", "added_late_on", "dropped_on", "drop_reason", "superseded_by", "score", "root_cause",
        ]  # fmt: skip
        validators: list[Any] = []


class KeyResultSerializer(VersionedSerializer):
    class Meta:
        model = KeyResult
        fields = [
            "id", "objective", "name", "kind", "measure", "unit", "baseline", "target", "band_low", "band_high",
            "worst_low", "worst_high", "period_rule", "weight", "is_contributing", "is_computed", "scope", "owner",
            "state", "drop_reason", "added_late_on", "changed_mid_cycle_at", "score", "outcome", "root_cause",
            "revision", "reason",
        ]  # fmt: skip
        read_only_fields = [
            "state", "drop_reason", "added_late_on", "changed_mid_cycle_at", "score", "outcome", "root_cause",
        ]  # fmt: skip
        validators: list[Any] = []


class CheckInSerializer(serializers.ModelSerializer[CheckIn]):
    declared = serializers.ChoiceField(
        choices=[("", "As computed"), *[(status.value, STATUSES[status]) for status in DECLARABLE]], required=False
    )

    class Meta:
        model = CheckIn
        fields = [
            "id", "key_result", "day", "value", "numerator", "denominator", "confidence", "declared", "what_changed",
            "next_step", "provenance", "source", "by", "made_at",
        ]  # fmt: skip
        read_only_fields = ["key_result", "provenance", "source", "by", "made_at"]


class CheckpointSerializer(serializers.Serializer[Any]):
    due_on = serializers.DateField()
    expected = serializers.DecimalField(max_digits=20, decimal_places=6)


class DocumentSerializer(serializers.ModelSerializer[Document]):
    class Meta:
        model = Document
        fields = ["id", "name", "kind", "link", "owner", "cycle", "reviewed_on"]
        validators: list[Any] = []


class SalesTargetSerializer(serializers.ModelSerializer[SalesTarget]):
    class Meta:
        model = SalesTarget
        fields = ["id", "month", "segment", "region", "target", "result", "owner"]
        validators: list[Any] = []


class KeyResultProgressSerializer(serializers.Serializer[KeyResultRow]):
    """A key result as of a day; null is no data."""

    id = serializers.IntegerField(source="key_result.pk")
    name = serializers.CharField(source="key_result.name")
    unit = serializers.CharField(source="key_result.unit")
    target = serializers.DecimalField(source="key_result.target", max_digits=20, decimal_places=6, allow_null=True)
    current = serializers.DecimalField(source="assessment.current", max_digits=20, decimal_places=6, allow_null=True)
    as_of = serializers.DateField(source="assessment.as_of", allow_null=True)
    progress = serializers.FloatField(source="assessment.progress", allow_null=True)
    expected = serializers.FloatField(source="assessment.expected")
    status = serializers.CharField()
    computed_status = serializers.CharField(source="assessment.shown.computed")
    declared_status = serializers.CharField(source="assessment.shown.declared", allow_null=True)
    diverges = serializers.BooleanField(source="assessment.diverges")
    due_on = serializers.DateField(source="assessment.due_on", allow_null=True)
    confidence = serializers.IntegerField(allow_null=True)


class ObjectiveProgressSerializer(serializers.Serializer[ObjectiveRow]):
    """An objective as of a day, with its key results and the objectives below it."""

    id = serializers.IntegerField(source="objective.pk")
    name = serializers.CharField(source="objective.name")
    business_objective = serializers.IntegerField(source="objective.business_objective_id", allow_null=True)
    progress = serializers.FloatField(allow_null=True)
    expected = serializers.FloatField(allow_null=True)
    status = serializers.CharField()
    key_results = KeyResultProgressSerializer(many=True)
    children = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_children(self, row: ObjectiveRow) -> Any:
        return ObjectiveProgressSerializer(row.children, many=True).data
