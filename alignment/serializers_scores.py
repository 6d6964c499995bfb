"""Scores, findings, intent, the check and experiments as the programming interface reads and writes them."""

from typing import Any

from rest_framework import serializers

from alignment.models import AuditAnswer, Experiment, Finding, FindingEntry, IntentCell, ScorePart, ScoreRun
from people.models import User


class ScoreSerializer(serializers.ModelSerializer[ScoreRun]):
    class Meta:
        model = ScoreRun
        fields = [
            "id", "cycle", "as_of", "computed_at", "score", "structure", "result", "low", "high", "band", "reason",
            "credit_run_id", "inputs_digest", "standings",
        ]  # fmt: skip


class PartSerializer(serializers.ModelSerializer[ScorePart]):
    class Meta:
        model = ScorePart
        fields = [
            "by", "key", "name", "spend", "mapped", "score", "structure", "result", "low", "high", "reason",
            "components",
        ]  # fmt: skip


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """`points` is the exact gain when `steps` are done; null where the cycle is not scorable before or after."""

    class Meta:
        model = Finding
        fields = [
            "id", "cycle", "key", "kind", "severity", "title", "detail", "rows", "steps", "money", "before", "after",
            "points", "state", "assignee", "snoozed_until", "first_found_at", "found_at", "run",
        ]  # fmt: skip


class EntrySerializer(serializers.ModelSerializer[FindingEntry]):
    class Meta:
        model = FindingEntry
        fields = ["verb", "reason", "assignee", "until", "points", "money", "by", "at"]


class DecisionSerializer(serializers.Serializer[Any]):
    """`decline` needs a reason, `snooze` the day until which it rests; `assign` to null takes it from everybody."""

    action = serializers.ChoiceField(choices=["assign", "accept", "decline", "snooze", "reopen"])
    assignee = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    until = serializers.DateField(required=False, allow_null=True, default=None)


class IntentSerializer(serializers.ModelSerializer[IntentCell]):
    """Shares of linked money and of credited milestones; `low` and `high` bound `measured` at 90 %."""

    class Meta:
        model = IntentCell
        fields = [
            "run", "campaign", "business_objective", "spend", "declared", "measured", "low", "high", "milestones",
        ]  # fmt: skip


class AnswerSerializer(serializers.ModelSerializer[AuditAnswer]):
    class Meta:
        model = AuditAnswer
        fields = ["cycle", "day", "question", "verdict", "said", "good", "of", "rows", "answered_at"]


class ExperimentSerializer(serializers.ModelSerializer[Experiment]):
    """`low` and `high` are the 90 % interval of `effect`; leave all three out while it runs."""

    class Meta:
        model = Experiment
        fields = [
            "id", "name", "campaign", "business_objective", "design", "starts_on", "ends_on", "outcome", "unit",
            "effect", "low", "high", "wanted_down", "notes", "made_at", "withdrawn_at", "withdrawn_reason",
        ]  # fmt: skip
        read_only_fields = ["made_at", "withdrawn_at", "withdrawn_reason"]
        validators: list[Any] = []
        extra_kwargs = {"name": {"validators": []}}
