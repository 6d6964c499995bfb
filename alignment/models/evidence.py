"""How far links are proven: the register of experiments, and every change of a class."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from alignment.models.link import CampaignLink


class Experiment(models.Model):
    """A test of what a campaign does for a business objective: holdout, regions, lift or matched comparison.

    `low` and `high` are the 90 % interval of the effect; without them it holds nothing up.
    """

    class Design(models.TextChoices):
        HOLDOUT = "holdout", "Holdout, randomised"
        GEO = "geo", "Regions, randomised"
        LIFT = "lift", "Lift test of a platform, randomised"
        MATCHED = "matched", "Matched comparison"

    name = models.CharField(max_length=200)
    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="experiments")
    business_objective = models.ForeignKey("okrs.BusinessObjective", models.CASCADE, related_name="experiments")
    design = models.CharField(max_length=8, choices=Design.choices)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    outcome = models.CharField("what was measured", max_length=120)
    unit = models.CharField(max_length=20, blank=True, default="")
    effect = models.FloatField(null=True, blank=True)
    low = models.FloatField("from", null=True, blank=True)
    high = models.FloatField("to", null=True, blank=True)
    wanted_down = models.BooleanField("less is better", default=False)
    notes = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-ends_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="one_experiment_per_name"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="experiment_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(effect__isnull=True, low__isnull=True, high__isnull=True)
                | Q(effect__isnull=False, low__lte=F("effect"), high__gte=F("effect")),
                name="experiment_interval_holds_its_effect",
            ),
            models.CheckConstraint(
                condition=Q(design__in=["holdout", "geo", "lift", "matched"]), name="experiment_design_is_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="withdrawn_experiment_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceChange(models.Model):
    """One change of a link's evidence class with the reason for it; rows are added, never changed."""

    link = models.ForeignKey("alignment.CampaignLink", models.CASCADE, related_name="evidence_changes")
    before = models.CharField(max_length=16, choices=CampaignLink.Evidence.choices)
    after = models.CharField(max_length=16, choices=CampaignLink.Evidence.choices)
    reason = models.CharField(max_length=300)
    experiment = models.ForeignKey(Experiment, models.SET_NULL, null=True, blank=True, related_name="changes")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="evidence_change_changes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.link}: {self.before} → {self.after}"
