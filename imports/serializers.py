"""Imports as the programming interface reads and takes them."""

import json
from typing import Any

from rest_framework import serializers

from imports import registry
from imports.core.mapping import Choices
from imports.core.refusals import FileRefused
from imports.models import Batch, Issue

PROBLEMS = 200


class ProblemSerializer(serializers.ModelSerializer[Issue]):
    """A row or a value not taken as it stands; the value is masked where it is personal."""

    class Meta:
        model = Issue
        fields = ["line", "fate", "column", "value", "reason"]


class ImportSerializer(serializers.ModelSerializer[Batch]):
    """One import: what was read = accepted + updated + unchanged + skipped + rejected."""

    source = serializers.CharField(source="source.name")
    file = serializers.CharField(source="file.name")
    state = serializers.CharField(help_text="opened, loading, loaded, failed or undone.")
    progress = serializers.FloatField(source="job.progress", default=None, allow_null=True)
    job_state = serializers.CharField(source="job.state", default="")
    result = serializers.HyperlinkedIdentityField(view_name="api_import", help_text="Where this import is told.")

    class Meta:
        model = Batch
        fields = [
            "target", "preset", "source", "file", "state", "job_state", "progress", "error", "read", "accepted",
            "updated", "unchanged", "skipped", "rejected", "opened_at", "loaded_at", "undone_at", "result",
        ]  # fmt: skip
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        """`import` is a word of Python's, so it cannot be declared."""
        return {"import": serializers.IntegerField(source="pk"), **super().get_fields()}


class ResultSerializer(ImportSerializer):
    """The whole outcome: also the settings found in the file, and the first problems by line."""

    problems = serializers.SerializerMethodField()

    class Meta(ImportSerializer.Meta):
        fields = [*ImportSerializer.Meta.fields, "detected", "problems"]
        read_only_fields = fields

    def get_problems(self, one: Batch) -> list[dict[str, Any]]:
        return list(ProblemSerializer(one.issues.all()[:PROBLEMS], many=True).data)


class UploadSerializer(serializers.Serializer[Batch]):
    """A file and what it is; what is left out is recognised by its column names or was decided before."""

    file = serializers.FileField()
    target = serializers.CharField(help_text="What the rows are, such as opportunities.")
    preset = serializers.CharField(required=False, default="", allow_blank=True)
    source = serializers.CharField(required=False, default="file", help_text="The system the file comes from.")
    mapping = serializers.CharField(
        required=False, default="", allow_blank=True, help_text="JSON of columns, constants and answers."
    )

    def validate_target(self, name: str) -> str:
        return _known(registry.target, name)

    def validate_preset(self, name: str) -> str:
        return _known(registry.preset, name) if name else ""

    def validate_mapping(self, text: str) -> Choices:
        try:
            given = json.loads(text) if text.strip() else {}
            if not isinstance(given, dict):
                raise serializers.ValidationError("A mapping is a JSON object.")
            return Choices.from_mapping(given)
        except ValueError as error:
            raise serializers.ValidationError(f"This is not JSON: {error}.") from None
        except FileRefused as refused:
            raise serializers.ValidationError(str(refused)) from None


class BulkSerializer(serializers.Serializer[Batch]):
    """What the address of a delivery may say about its rows."""

    preset = serializers.CharField(required=False, default="", allow_blank=True)
    source = serializers.CharField(required=False, default="api", help_text="The system the rows come from.")

    def validate_preset(self, name: str) -> str:
        return _known(registry.preset, name) if name else ""


def _known(find: Any, name: str) -> str:
    try:
        find(name)
    except registry.UnknownName as unknown:
        raise serializers.ValidationError(str(unknown)) from None
    return name
