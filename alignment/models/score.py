"""Scores as they were computed, each with the receipt that recomputes it."""

from django.db import models
from django.db.models import Q


class ScoreRun(models.Model):
    """One computed score of one cycle; append-only. Pages show the newest published one."""

    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="score_runs")
    as_of = models.DateField()
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    credit_run_id = models.BigIntegerField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    structure = models.FloatField(null=True, blank=True)
    result = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    band = models.CharField(max_length=12, blank=True, default="")
    reason = models.CharField("why there is no score", max_length=300, blank=True, default="")
    standings = models.JSONField("what the cycle lacks", default=list, blank=True)
    receipt = models.JSONField()
    beside = models.JSONField("findings and answers of a restated score", default=dict, blank=True)
    inputs_digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-computed_at", "-pk"]
        indexes = [models.Index(fields=["cycle", "-published_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 100)), name="score_is_from_0_to_100"
            ),
            models.CheckConstraint(condition=Q(score__isnull=False) | ~Q(reason=""), name="no_score_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} as of {self.as_of}: {'not scorable' if self.score is None else round(self.score)}"


class ScorePart(models.Model):
    """The score of a part of a cycle in one run. Campaigns are kept for the newest run; receipts recompute the others.

    `key` is the business objective's or campaign's key in the receipt, or the name of the theme, channel or team.
    """

    class By(models.TextChoices):
        OBJECTIVE = "objective", "Business objective"
        THEME = "theme", "Theme"
        CHANNEL = "channel", "Channel"
        TEAM = "team", "Team"
        CAMPAIGN = "campaign", "Campaign"

    run = models.ForeignKey(ScoreRun, models.CASCADE, related_name="parts")
    by = models.CharField(max_length=9, choices=By.choices)
    key = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=300, blank=True)
    spend = models.DecimalField(max_digits=16, decimal_places=2)
    mapped = models.FloatField()
    score = models.FloatField(null=True, blank=True)
    structure = models.FloatField(null=True, blank=True)
    result = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    reason = models.CharField("why there is no score", max_length=300, blank=True, default="")
    components = models.JSONField()

    class Meta:
        ordering = ["by", "-spend", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "by", "key"], name="one_part_per_run_and_key"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 100)), name="part_score_is_from_0_to_100"
            ),
            models.CheckConstraint(condition=Q(score__isnull=False) | ~Q(reason=""), name="no_part_score_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'nothing named'}: {'not scorable' if self.score is None else round(self.score)}"
