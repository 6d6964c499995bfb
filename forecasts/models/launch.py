"""What past campaigns say of the next one, ready to be read while somebody types."""

from django.db import models
from django.db.models import Q


class LaunchFit(models.Model):
    """One fit of closed campaigns for one outcome; append-only. Pages read the newest of each outcome.

    `campaigns` are the closed campaigns it rests on (name, channel, kind, spend, outcome). `reach` says by key result
    and channel which share of past credit lay in the key result's scope. Without a fit, `reason` says why.
    """

    class Outcome(models.TextChoices):
        REVENUE = "revenue", "Attributed revenue"
        PIPELINE = "pipeline", "Attributed pipeline"
        OPPORTUNITIES = "opportunities", "Opportunities"

    outcome = models.CharField(max_length=14, choices=Outcome.choices)
    as_of = models.DateField()
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    credit_run_id = models.BigIntegerField(null=True, blank=True)
    model = models.CharField("locked attribution model", max_length=20)
    campaigns = models.JSONField(default=list)
    reach = models.JSONField(default=dict)
    reason = models.CharField("why there is no fit", max_length=300, blank=True, default="")
    needs = models.CharField("which data would help", max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-computed_at", "-pk"]
        indexes = [models.Index(fields=["outcome", "-published_at", "-id"], name="launch_fit_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["revenue", "pipeline", "opportunities"]), name="launch_outcome_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} of {len(self.campaigns)} campaigns"


class LaunchCurve(models.Model):
    """Draws of one channel and kind: log(outcome + ½) = level + elasticity × log(spend), one of each per draw.

    An empty channel or kind stands for one that no closed campaign had.
    """

    fit = models.ForeignKey(LaunchFit, models.CASCADE, related_name="curves")
    channel = models.CharField(max_length=80, blank=True, default="")
    kind = models.CharField(max_length=20, blank=True, default="")
    levels = models.JSONField()
    elasticities = models.JSONField()

    class Meta:
        ordering = ["channel", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["fit", "channel", "kind"], name="one_curve_per_fit_channel_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.channel or 'any channel'}, {self.kind or 'any kind'}"
