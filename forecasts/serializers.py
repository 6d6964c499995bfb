"""Forecasts, promises and budgets as the programming interface reads and writes them."""

from typing import Any

from rest_framework import serializers

from forecasts.models import (
    BudgetPlan,
    CustomerGroup,
    CustomerRun,
    MixChannel,
    MixFit,
    MoveCard,
    Outlook,
    Promise,
    Ruling,
    Settlement,
    SurvivalPoint,
)

NUMBER: dict[str, Any] = {"max_digits": 20, "decimal_places": 4}


class OutlookSerializer(serializers.ModelSerializer[Outlook]):
    """`low` to `high` hold 80 % of the simulated futures; without a forecast they are null and `reason` says why."""

    as_of = serializers.DateField(source="run.as_of", read_only=True)
    computed_at = serializers.DateTimeField(source="run.computed_at", read_only=True)

    class Meta:
        model = Outlook
        fields = [
            "id", "key_result", "kpi", "as_of", "computed_at", "ends_on", "unit", "target", "so_far", "low", "median",
            "high", "chance", "status", "needed_rate", "rate_low", "forecast_rate", "rate_high", "rate_per", "columns",
            "basis", "built_on", "points", "first_on", "last_on", "source", "reason", "needs",
        ]  # fmt: skip


class RulingSerializer(serializers.ModelSerializer[Ruling]):
    """`low`, `effect` and `high` are a 90 % range in standard deviations of the outcome’s own surprise."""

    as_of = serializers.DateField(source="session.as_of", read_only=True)

    class Meta:
        model = Ruling
        fields = [
            "kpi", "outcome", "said_in", "verdict", "sentence", "step", "points", "lag", "low", "effect", "high",
            "adjusted_p", "gain", "as_of",
        ]  # fmt: skip


class GroupSerializer(serializers.ModelSerializer[CustomerGroup]):
    class Meta:
        model = CustomerGroup
        exclude = ["id", "run"]


class SurvivalSerializer(serializers.ModelSerializer[SurvivalPoint]):
    class Meta:
        model = SurvivalPoint
        exclude = ["id", "run"]


class CustomersSerializer(serializers.ModelSerializer[CustomerRun]):
    """Money per customer with 80 % ranges, and the share of contracts that pass each renewal."""

    groups = GroupSerializer(many=True, read_only=True)
    survival = SurvivalSerializer(many=True, read_only=True)

    class Meta:
        model = CustomerRun
        fields = [
            "id", "computed_at", "as_of", "customers", "repeaters", "years_ahead", "margin", "discount", "reason",
            "needs", "contracts", "contracts_reason", "referred", "traced", "groups", "survival",
        ]  # fmt: skip


class MixChannelSerializer(serializers.ModelSerializer[MixChannel]):
    """Ranges hold 90 %. A channel behind a closed gate has `reasons` and no return."""

    class Meta:
        model = MixChannel
        exclude = ["id", "fit"]


class MixSerializer(serializers.ModelSerializer[MixFit]):
    channels = MixChannelSerializer(many=True, read_only=True)

    class Meta:
        model = MixFit
        fields = [
            "id", "outcome", "fitted_at", "first_week", "last_week", "weeks", "value", "reason", "needs", "model_error",
            "naive_error", "explained", "drift", "inputs_digest", "tests", "controls", "left_out", "channels",
        ]  # fmt: skip


class MoveSerializer(serializers.ModelSerializer[MoveCard]):
    """`gain_low` to `gain_high` hold 80 %; `written` is what accepting it changed in the forecast of campaigns."""

    class Meta:
        model = MoveCard
        fields = [
            "id", "plan", "source", "target", "amount", "gain_low", "gain", "gain_high", "chance", "state", "reason",
            "decided_by", "decided_at", "written",
        ]  # fmt: skip


class PlanSerializer(serializers.ModelSerializer[BudgetPlan]):
    cards = MoveSerializer(many=True, read_only=True)

    class Meta:
        model = BudgetPlan
        fields = [
            "id", "fit", "scenario", "horizon", "starts_on", "ends_on", "asked", "asked_at", "asked_by", "answered_at",
            "answer", "reason", "needs", "cards",
        ]  # fmt: skip


class AskSerializer(serializers.Serializer[Any]):
    """A question to the newest mix of `outcome`; shares and money as the page asks for them, all but one optional."""

    outcome = serializers.CharField(max_length=80, default="revenue")
    limits = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text="the fields of the page’s form: scenario, horizon, budget, hurdle, change, brand_floor, "
        "brand_effect, weigh, cautious, locked, own-CHANNEL, least-CHANNEL",
    )


class MoveDecisionSerializer(serializers.Serializer[Any]):
    """`decline` needs a reason; `take_back` opens it again and restores the forecasts."""

    action = serializers.ChoiceField(choices=["accept", "decline", "take_back"])
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class SettlementSerializer(serializers.ModelSerializer[Settlement]):
    class Meta:
        model = Settlement
        fields = ["actual", "held", "model_held", "cost", "source", "settled_at"]


class PromiseSerializer(serializers.ModelSerializer[Promise]):
    """`settlement` is null until its day is a week past."""

    settlement = SettlementSerializer(read_only=True, allow_null=True, default=None)

    class Meta:
        model = Promise
        exclude = ["level"]


class SignSerializer(serializers.Serializer[Any]):
    """A key result, or a campaign with an approved plan; the 80 % range is that of the person who signs."""

    key_result = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    campaign = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    quantity = serializers.ChoiceField(choices=["revenue", "pipeline", "opportunities"], default="revenue")
    low = serializers.DecimalField(**NUMBER)
    median = serializers.DecimalField(**NUMBER)
    high = serializers.DecimalField(**NUMBER)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if ("key_result" in given) == ("campaign" in given):
            raise serializers.ValidationError("Name a key result or a campaign, one of the two.")
        if not given["low"] <= given["median"] <= given["high"]:
            raise serializers.ValidationError({"median": ["The most likely value lies between the other two."]})
        return given


class LaunchPlanSerializer(serializers.Serializer[Any]):
    """A campaign before launch: channel and kind as campaigns name them, and its spend."""

    channel = serializers.CharField(max_length=80, required=False, default="")
    kind = serializers.CharField(max_length=20, required=False, default="")
    spend = serializers.FloatField(min_value=1, max_value=1e12)
    money = serializers.ChoiceField(choices=["revenue", "pipeline"], default="revenue")
    hurdle = serializers.FloatField(min_value=-1, max_value=1000, default=0.0)
    key_result = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
