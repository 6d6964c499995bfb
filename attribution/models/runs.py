"""Runs are append-only: a new one is written beside the old, and pages read the newest that was published."""

from typing import Self

from django.db import models
from django.db.models import Q


class Milestone(models.IntegerChoices):
    """Dated stage entries that can receive credit."""

    LEAD = 1, "Lead"
    MQL = 2, "MQL"
    SQL = 3, "SQL"
    OPPORTUNITY = 4, "Opportunity"
    WON = 5, "Won"
    ORDER = 6, "Order"


class CreditRunQuerySet(models.QuerySet["CreditRun"]):
    def published(self, *, by_other_unit: bool = False) -> Self:
        """Runs that pages may show, newest first; those of the other unit are asked for by name."""
        rows = self.filter(published_at__isnull=False, by_other_unit=by_other_unit)
        return rows.order_by("-published_at", "-pk")


class CreditRun(models.Model):
    """One computation of credit over all milestones."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    settings = models.JSONField()
    by_other_unit = models.BooleanField(
        default=False,
        help_text="journeys of people where the settings say accounts, and of accounts where they say people",
    )
    extent = models.JSONField(
        default=dict,
        help_text="months by milestone and values by dimension that the run found",
    )
    inputs_digest = models.CharField(max_length=64)
    versions = models.JSONField(default=dict)
    objects = CreditRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(finished_at__isnull=False), name="published_run_is_finished"
            )
        ]

    def __str__(self) -> str:
        return f"Run {self.pk} of {self.started_at:%d %b %Y %H:%M}"


class CreditTotal(models.Model):
    """What the CRM has of a milestone by month and scope, and the part that no touch preceded."""

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="totals")
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    month = models.PositiveIntegerField()
    scope = models.ForeignKey("attribution.ScopeCombination", models.PROTECT)
    conversions = models.DecimalField(max_digits=18, decimal_places=6)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    unattributed_conversions = models.DecimalField(max_digits=18, decimal_places=6)
    unattributed_value = models.DecimalField(max_digits=20, decimal_places=2)
    unknown_values = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "milestone", "month", "scope"], name="one_total_per_run_and_slice")
        ]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()} {self.month}: {self.value}"


class Credit(models.Model):
    """The cube: credit that one model gave in one slice. No campaign, channel and asset: the unattributed row.

    Within run, model, milestone, month and scope, conversions and value add up to the CRM's.
    """

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="credits", db_index=False)
    model = models.CharField(max_length=20)
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    month = models.PositiveIntegerField()
    scope = models.ForeignKey("attribution.ScopeCombination", models.PROTECT, db_index=False)
    channel = models.ForeignKey("campaigns.Channel", models.PROTECT, null=True, db_index=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, null=True, db_index=False)
    asset = models.ForeignKey("campaigns.Asset", models.PROTECT, null=True, db_index=False)
    is_unattributed = models.BooleanField(default=False)
    conversions = models.DecimalField(max_digits=18, decimal_places=6)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    conversions_error = models.FloatField(null=True)
    value_error = models.FloatField(null=True)

    class Meta:
        indexes = [models.Index(fields=["run", "model", "milestone", "month"])]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "run",
                    "model",
                    "milestone",
                    "month",
                    "scope",
                    "channel",
                    "campaign",
                    "asset",
                    "is_unattributed",
                ],
                name="one_credit_per_run_and_slice",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.milestone} {self.month}: {self.value}"


class CreditBand(models.Model):
    """Credit of a campaign or channel over all months of a milestone, with its 90 % bootstrap interval.

    `share_low` and `share_high` bound its share of all that is attributed: of money where the milestone brings any,
    else of milestones. Runs of earlier versions have none.
    """

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="bands")
    model = models.CharField(max_length=20)
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    channel = models.ForeignKey("campaigns.Channel", models.PROTECT, null=True)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, null=True)
    by = models.CharField(max_length=8)
    conversions = models.FloatField()
    value = models.FloatField()
    removal_effect = models.FloatField(null=True)
    conversions_low = models.FloatField(null=True)
    conversions_high = models.FloatField(null=True)
    value_low = models.FloatField(null=True)
    value_high = models.FloatField(null=True)
    share_low = models.FloatField(null=True)
    share_high = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "model", "milestone", "by", "channel", "campaign"],
                name="one_band_per_run_and_group",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.milestone}: {self.value}"
