"""What the court of leading KPIs said, session by session."""

from django.db import models

from forecasts.core.leads.verdict import Verdict


class Step(models.TextChoices):
    WEEK = "week", "Weeks"
    MONTH = "month", "Months"


class CourtSession(models.Model):
    """All claims heard together, once; append-only. Pages read the newest."""

    held_at = models.DateTimeField()
    as_of = models.DateField()
    claims = models.PositiveIntegerField()

    class Meta:
        ordering = ["-held_at", "-pk"]

    def __str__(self) -> str:
        return f"Session of {self.held_at:%Y-%m-%d %H:%M}"


class Ruling(models.Model):
    """What one session said of one claim: KPI `kpi` moves before `outcome`; both are keys.

    The effect is in standard deviations of the outcome's own surprise, with its 90 % range.
    """

    session = models.ForeignKey(CourtSession, models.CASCADE, related_name="rulings")
    kpi = models.CharField("key of the KPI", max_length=80)
    outcome = models.CharField("key of the KPI it is said to lead", max_length=80)
    said_in = models.CharField(max_length=10, choices=[("matrix", "Mapping matrix"), ("catalogue", "Catalogue")])
    verdict = models.CharField(max_length=24, choices=[(one.value, one.value.capitalize()) for one in Verdict])
    sentence = models.CharField(max_length=400)
    step = models.CharField(max_length=6, choices=Step.choices)
    points = models.PositiveIntegerField()
    lag = models.PositiveSmallIntegerField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    effect = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    adjusted_p = models.FloatField(null=True, blank=True)
    gain = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "kpi", "outcome"], name="one_ruling_per_session_and_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} → {self.outcome}: {self.verdict}"
