"""The ledger: what was planned, forecast and committed by month, and what was spent."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from organisation.core.calendar import Window
from organisation.fields import Money, Provenance


class SpendQuerySet(models.QuerySet["SpendEntry"]):
    def within(self, window: Window) -> Self:
        """Entries that begin in the window; its end is not part of it."""
        return self.filter(spent_on__gte=window.starts_on, spent_on__lt=window.ends_on)


class SpendEntry(Provenance, Money):
    """What one campaign cost from `spent_on` up to, not including, `spent_until`, as its source reported it.

    Most entries are of one day. A longer one stays whole here; whoever needs days spreads it evenly, in the open.
    A negative amount is a credit note.
    """

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="spend_entries")
    spent_on = models.DateField()
    spent_until = models.DateField()
    impressions = models.BigIntegerField(null=True, blank=True)
    clicks = models.BigIntegerField(null=True, blank=True)
    vendor_conversions = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    is_working = models.BooleanField("working spend", default=True)
    enabling_reason = models.CharField(max_length=200, blank=True, default="")
    objects = SpendQuerySet.as_manager()

    class Meta:
        ordering = ["spent_on", "pk"]
        indexes = [models.Index(fields=["campaign", "spent_on"])]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_spend_entry_per_source_and_id"),
            models.CheckConstraint(condition=Q(spent_until__gt=F("spent_on")), name="spend_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.spent_on}: {self.amount} {self.currency}"


class BudgetEntry(Provenance, Money):
    """Money that is planned, forecast or committed for one campaign and month."""

    class Layer(models.TextChoices):
        PLAN = "plan", "Plan"
        FORECAST = "forecast", "Forecast"
        COMMITTED = "committed", "Committed"

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="budget_entries")
    layer = models.CharField(max_length=10, choices=Layer.choices)
    month = models.DateField()
    is_working = models.BooleanField("working spend", default=True)
    is_contractual = models.BooleanField("cannot be released", default=False)

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "layer", "month"], name="one_amount_per_campaign_layer_month"),
            models.UniqueConstraint(fields=["source", "external_id"], name="one_budget_entry_per_source_and_id"),
            models.CheckConstraint(condition=Q(month__day=1), name="budget_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.layer} {self.month}: {self.amount} {self.currency}"
