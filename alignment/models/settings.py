"""How the score is weighed, version by version."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ScoreSettings(models.Model):
    """Weights, bands and the mix that is aimed at; rows are added, the newest is in force."""

    weights = models.JSONField()
    aligned = models.FloatField("aligned from", default=80)
    partial = models.FloatField("partly aligned from", default=60)
    target_long_share = models.DecimalField(
        "share of the money for the brand", max_digits=4, decimal_places=3, null=True, blank=True
    )
    mix_source = models.CharField("where this mix comes from", max_length=300, blank=True, default="")
    evidence_months = models.PositiveSmallIntegerField("months after which an experiment is old", default=18)
    reason = models.CharField(max_length=300, blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partial__gt=0, aligned__gt=F("partial"), aligned__lte=100), name="score_bands_are_in_order"
            ),
            models.CheckConstraint(
                condition=Q(target_long_share__isnull=True) | Q(target_long_share__range=(0, 1)),
                name="target_mix_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(target_long_share__isnull=True) | ~Q(mix_source=""), name="target_mix_names_its_source"
            ),
            models.CheckConstraint(condition=Q(evidence_months__range=(1, 120)), name="evidence_ages_within_ten_years"),
        ]

    def __str__(self) -> str:
        return f"Score settings {self.pk}"
