"""What a run saw of journeys, month by month, so that pages only add up."""

from django.db import models
from django.db.models import Q

from attribution.models.runs import CreditRun, Milestone


class JourneyMonth(models.Model):
    """The journeys of one milestone and month that have a touch, in one scope; `scope` empty: all of them together.

    `touched` and `touched_id`: only those with a touch of this channel, theme or campaign, kept by scope. The theme is
    the one that the campaign had when the run was made.

    `shape`: paths [[channels], journeys, value], journeys by number of touches and by whole days, first and last
    channels (`attribution.engine.shapes`).
    """

    class Touched(models.TextChoices):
        ALL = "", "All journeys"
        CHANNEL = "channel", "A channel"
        THEME = "theme", "A theme"
        CAMPAIGN = "campaign", "A campaign"

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="journey_months", db_index=False)
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    month = models.PositiveIntegerField()
    scope = models.ForeignKey("attribution.ScopeCombination", models.PROTECT, null=True, db_index=False)
    touched = models.CharField(max_length=8, choices=Touched.choices, default=Touched.ALL, blank=True)
    touched_id = models.BigIntegerField(null=True)
    journeys = models.PositiveIntegerField()
    shape = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "milestone", "touched", "touched_id", "month", "scope"],
                name="one_shape_per_run_and_slice",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(touched="", touched_id=None) | (~Q(touched="") & Q(touched_id__isnull=False)),
                name="a_group_has_a_kind_and_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()} {self.month}: {self.journeys} journeys"


class Unattributed(models.Model):
    """Milestones that nobody gets credit for, by reason; over all reasons they are the unattributed of CreditTotal."""

    class Reason(models.TextChoices):
        NOBODY = "nobody", "Names neither an account nor a person"
        NO_ROLES = "no_roles", "No contact role, and nobody at the account was touched"
        UNTOUCHED = "untouched", "The people it names were never touched"
        OTHERS = "others", "The people it names were never touched, but others at the account were"
        TOO_EARLY = "too_early", "Touched only before the look-back"
        TOO_LATE = "too_late", "Touched only after the milestone"

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="unattributed")
    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices)
    month = models.PositiveIntegerField()
    scope = models.ForeignKey("attribution.ScopeCombination", models.PROTECT)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    milestones = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=2)
    unknown_values = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "milestone", "month", "scope", "reason"], name="one_reason_per_run_and_slice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.milestones}"


class CoverageMonth(models.Model):
    """How complete the facts of one month and scope were: touches that happened, opportunities that were created.

    A touch is in the scope of its person's account and has its channel and campaign; opportunities have neither.
    Runs before scopes, or channels, were kept have rows without one.
    """

    run = models.ForeignKey(CreditRun, models.CASCADE, related_name="coverage_months", db_index=False)
    month = models.PositiveIntegerField()
    scope = models.ForeignKey("attribution.ScopeCombination", models.PROTECT, null=True, db_index=False)
    channel = models.ForeignKey("campaigns.Channel", models.PROTECT, null=True, db_index=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, null=True, db_index=False)
    touches = models.PositiveIntegerField(default=0)
    touches_with_campaign = models.PositiveIntegerField(default=0)
    touches_with_channel = models.PositiveIntegerField(default=0)
    touches_with_account = models.PositiveIntegerField(default=0)
    opportunities = models.PositiveIntegerField(default=0)
    opportunities_with_account = models.PositiveIntegerField(default=0)
    opportunities_with_roles = models.PositiveIntegerField(default=0)
    opportunities_with_amount = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "month", "scope", "channel", "campaign"],
                name="one_coverage_per_run_and_slice",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.touches} touches, {self.opportunities} opportunities"
