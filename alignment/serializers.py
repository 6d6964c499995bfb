"""Campaigns, their budgets and links as the programming interface reads and writes them."""

from typing import Any

from rest_framework import serializers

from alignment.models import CampaignLink
from campaigns.models import BudgetEntry, Campaign


class CampaignSerializer(serializers.ModelSerializer[Campaign]):
    """Changing needs the revision that was read."""

    revision = serializers.IntegerField(required=False)

    class Meta:
        model = Campaign
        fields = [
            "id", "name", "theme", "channel", "audience", "parent", "owner", "team", "starts_on", "ends_on", "state",
            "mix", "brand_share", "hypothesis", "plan_approved_at", "revision",
        ]  # fmt: skip
        read_only_fields = ["plan_approved_at"]
        validators: list[Any] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The days stand in order, also together with the one that is not changed."""
        starts = attrs.get("starts_on", getattr(self.instance, "starts_on", None))
        ends = attrs.get("ends_on", getattr(self.instance, "ends_on", None))
        if starts and ends and ends < starts:
            raise serializers.ValidationError({"ends_on": "The last day lies before the first day."})
        share = attrs.get("brand_share")
        if share is not None and not 0 <= share <= 1:
            raise serializers.ValidationError({"brand_share": "The brand share lies between 0 and 1."})
        return attrs


class BudgetSerializer(serializers.Serializer[BudgetEntry]):
    """One layer and month; a null amount clears it. `month` is its first day, the amount in the reporting currency."""

    layer = serializers.ChoiceField(choices=BudgetEntry.Layer.choices)
    month = serializers.DateField()
    amount = serializers.DecimalField(source="reported", max_digits=14, decimal_places=2, min_value=0, allow_null=True)


class LinkSerializer(serializers.ModelSerializer[CampaignLink]):
    """A link of today: to one objective or one key result."""

    share = serializers.DecimalField(max_digits=5, decimal_places=4, min_value=0, max_value=1)

    class Meta:
        model = CampaignLink
        fields = [
            "objective", "key_result", "share", "role", "since", "until", "expected_kpi", "expected_effect",
            "expected_lag_days", "evidence",
        ]  # fmt: skip
        read_only_fields = ["since", "until", "evidence"]
        validators: list[Any] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("objective")) == bool(attrs.get("key_result")):
            raise serializers.ValidationError("Name one objective or one key result, not both and not neither.")
        return attrs


class StatementSerializer(serializers.Serializer[Any]):
    """All links of a campaign from a day on; an empty list unlinks it."""

    since = serializers.DateField()
    links = LinkSerializer(many=True)
