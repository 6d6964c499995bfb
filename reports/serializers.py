"""The explorer's pages in the programming interface. Money and counts are exact decimals, written as text."""

from typing import Any

from rest_framework import serializers

from reports.dashboards.explorer.credit import CreditPage
from reports.dashboards.explorer.opportunity import OpportunityPage


class Exact(serializers.DecimalField):
    """A decimal as it is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=None, decimal_places=None, **{"allow_null": True, **options})


class CreditRowSerializer(serializers.Serializer[Any]):
    """One group; `low` and `high` bound its value, or its milestones where there is no money."""

    id = serializers.IntegerField(source="key", allow_null=True)
    name = serializers.CharField()
    conversions = Exact()
    value = Exact()
    share = Exact()
    share_low = Exact()
    share_high = Exact()
    low = Exact(source="amount.low")
    high = Exact(source="amount.high")
    cost = Exact(source="cost.amount")
    no_cost_because = serializers.CharField(source="cost.reason")
    roas = Exact(source="roas.value")
    roas_low = Exact(source="roas.low")
    roas_high = Exact(source="roas.high")
    roi = Exact(source="roi.value")
    roi_low = Exact(source="roi.low")
    roi_high = Exact(source="roi.high")
    cost_of_one = Exact(source="cost_of_one.value")
    cost_of_one_low = Exact(source="cost_of_one.low")
    cost_of_one_high = Exact(source="cost_of_one.high")


class CreditSerializer(serializers.Serializer[CreditPage]):
    """Credit by group with its proof: rows and unattributed are the CRM."""

    run = serializers.IntegerField(source="question.run.pk")
    computed_at = serializers.DateTimeField(source="question.run.published_at")
    by = serializers.CharField(source="question.by")
    model = serializers.CharField(source="question.model")
    unit = serializers.CharField(source="question.travellers", help_text="whose journeys: person or account")
    milestone = serializers.SerializerMethodField()
    since = serializers.DateField(source="question.window.starts_on")
    until = serializers.DateField(source="question.window.ends_on", help_text="first day that is not part of it")
    currency = serializers.CharField()
    rows = CreditRowSerializer(many=True)
    unattributed_conversions = Exact(source="unattributed")
    unattributed_value = Exact(source="totals.unattributed")
    crm_conversions = Exact(source="totals.conversions")
    crm_value = Exact(source="totals.crm")
    unknown_values = serializers.IntegerField(source="totals.unknown", help_text="milestones without a known amount")

    def get_milestone(self, page: CreditPage) -> str:
        return page.question.milestone.name.lower()


class TouchSerializer(serializers.Serializer[Any]):
    """One touch; `shares` by model sum to 1 over the touches. People are not named."""

    occurred_at = serializers.DateTimeField(source="at")
    channel = serializers.CharField()
    campaign = serializers.CharField()
    campaign_id = serializers.IntegerField(allow_null=True)
    asset = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    share = serializers.FloatField()
    amount = Exact()
    why = serializers.CharField()
    shares = serializers.ListField(child=serializers.FloatField(), help_text="in the order of `models`")


class JourneySerializer(serializers.Serializer[OpportunityPage]):
    """A journey to one milestone; `no_credit` says why there is none."""

    opportunity = serializers.IntegerField(source="deal.pk")
    name = serializers.CharField(source="deal.name")
    milestone = serializers.SerializerMethodField()
    unit = serializers.CharField(help_text="whose journey: person or account")
    model = serializers.CharField()
    models = serializers.SerializerMethodField()
    lookback_days = serializers.IntegerField(source="lookback")
    touches = TouchSerializer(many=True, source="rows")
    no_credit = serializers.CharField()

    def get_milestone(self, page: OpportunityPage) -> str:
        return page.milestone.name.lower()

    def get_models(self, page: OpportunityPage) -> list[str]:
        return [model.value for model, _ in page.models]
