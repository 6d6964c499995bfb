"""What a run says beside credit: who sourced, what was influenced, how sure an order is, how far models differ."""

from django.db import models
from django.db.models import Q

from attribution.models.runs import CreditRun, Milestone


class Grouping(models.TextChoices):
    """What results beside the cube are listed by."""

    CHANNEL = "channel", "Channel"
    CAMPAIGN = "campaign", "Campaign"


class Sourcing(models.Model):
    """Deals of one month and scope by what a rule says of their origin; over verdicts they are all the CRM has.

    A won deal has the origin it was created with. `campaign`: the one that sourced it, where the rule names one.
    """

    class Rule(models.TextChoices):
        SOURCE_FIELD = "source_field", "Source field"
        PRIMARY_CAMPAIGN = "primary_campaign", "Primary campaign"
        FIRST_TOUCH = "first_touch", "First touch"
        BEFORE_SALES = "before_sales", "Touch before sales"

    class Verdict(models.TextChoices):
        MARKETING = "marketing", "Sourced by marketing"
        OTHER = "other", "Sourced by others"
        UNKNOWN = "unknown", "Not known"

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="sourcings", db_index=False)
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    rule = models.CharField(max_length=16, choices=Rule.choices)
    month = models.PositiveIntegerField()
    scope = models.ForeignKey("attribution.ScopeCombination", models.PROTECT, db_index=False)
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, null=True, db_index=False)
    deals = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=2)
    unknown_values = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "milestone", "rule", "month", "scope", "verdict", "campaign"],
                name="one_sourcing_per_run_and_slice",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(verdict="marketing") | Q(campaign__isnull=True), name="only_marketing_sources_by_campaign"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}, {self.month}: {self.deals} deals {self.get_verdict_display().lower()}"


class Influence(models.Model):
    """Milestones that a campaign or channel touched, each in full: one counts for everything that touched it.

    Never to be added up over campaigns or channels.
    """

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="influences", db_index=False)
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    by = models.CharField(max_length=8, choices=Grouping.choices)
    month = models.PositiveIntegerField()
    scope = models.ForeignKey("attribution.ScopeCombination", models.PROTECT, db_index=False)
    channel = models.ForeignKey("campaigns.Channel", models.PROTECT, null=True, db_index=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, null=True, db_index=False)
    milestones = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=2)
    unknown_values = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "milestone", "by", "month", "scope", "channel", "campaign"],
                name="one_influence_per_run_and_slice",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()} {self.month}: {self.milestones} touched"


class Standing(models.Model):
    """How sure the order of the largest channels or campaigns is under one model, from the bootstrap.

    `groups`: their ids, the largest credit first, null for touches without one. `ranks`: per group the chances to be
    the best, among the best two, and so on, against everybody. `beats`: per group the chance that its credit is above
    that of each other group.
    """

    class Measure(models.TextChoices):
        VALUE = "value", "Value"
        CONVERSIONS = "conversions", "Milestones"

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="standings", db_index=False)
    model = models.CharField(max_length=20)
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    by = models.CharField(max_length=8, choices=Grouping.choices)
    measure = models.CharField(max_length=11, choices=Measure.choices)
    groups = models.JSONField()
    ranks = models.JSONField()
    beats = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "milestone", "by", "model"], name="one_standing_per_run_and_model")
        ]

    def __str__(self) -> str:
        return f"{self.model}, {self.get_milestone_display()} by {self.by}"


class CreditRange(models.Model):
    """The lowest and highest credit that any additive model gives under any look-back, over all months.

    This is how much the answer depends on the question; it is no statistical interval.
    """

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="ranges", db_index=False)
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    by = models.CharField(max_length=8, choices=Grouping.choices)
    channel = models.ForeignKey("campaigns.Channel", models.PROTECT, null=True, db_index=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, null=True, db_index=False)
    conversions_low = models.FloatField()
    conversions_high = models.FloatField()
    value_low = models.FloatField()
    value_high = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "milestone", "by", "channel", "campaign"],
                name="one_range_per_run_and_group",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()} by {self.by}: {self.value_low} to {self.value_high}"
