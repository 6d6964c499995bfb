"""What is never overwritten: check-ins and the earlier versions of definitions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from okrs.models.key_result import MAYBE


class CheckIn(models.Model):
    """The value of a key result as of a day, with what its owner makes of it. Rows are added, never changed.

    A flow's value is its total since the cycle began, so that a check-in nobody made loses nothing.
    """

    class Provenance(models.TextChoices):
        TYPED = "typed", "Typed"
        COMPUTED = "computed", "Computed"
        IMPORTED = "imported", "Imported"

    key_result = models.ForeignKey("okrs.KeyResult", models.CASCADE, related_name="check_ins")
    day = models.DateField()
    value = models.DecimalField(**MAYBE)
    numerator = models.DecimalField(**MAYBE)
    denominator = models.DecimalField(**MAYBE)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    declared = models.CharField(max_length=10, blank=True)
    what_changed = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.TYPED)
    source = models.CharField(max_length=120, blank=True)
    external_id = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 -- unique where there is one
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["key_result", "-day", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_check_in_per_source_and_id"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(0, 10)), name="confidence_is_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(declared__in=["", "on_track", "at_risk", "off_track"]), name="declared_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="a_ratio_has_both_its_parts",
            ),
            models.CheckConstraint(
                condition=Q(provenance="typed") | ~Q(source=""), name="what_nobody_typed_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_result} on {self.day}: {self.value}"


class DefinitionVersion(models.Model):
    """An earlier wording, target or weight: what it was, what it became, who changed it, when and why."""

    business_objective = models.ForeignKey(
        "okrs.BusinessObjective", models.CASCADE, null=True, blank=True, related_name="versions"
    )
    objective = models.ForeignKey("okrs.Objective", models.CASCADE, null=True, blank=True, related_name="versions")
    key_result = models.ForeignKey("okrs.KeyResult", models.CASCADE, null=True, blank=True, related_name="versions")
    revision = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(blank=True)
    is_mid_cycle = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(business_objective__isnull=False, objective__isnull=True, key_result__isnull=True)
                | Q(business_objective__isnull=True, objective__isnull=False, key_result__isnull=True)
                | Q(business_objective__isnull=True, objective__isnull=True, key_result__isnull=False),
                name="a_version_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(is_mid_cycle=False) | ~Q(reason=""), name="a_change_in_mid_cycle_says_why"
            ),
            *[
                models.UniqueConstraint(fields=[subject, "revision"], name=f"one_version_per_{subject}_revision")
                for subject in ("business_objective", "objective", "key_result")
            ],
        ]

    def __str__(self) -> str:
        return f"revision {self.revision}"
