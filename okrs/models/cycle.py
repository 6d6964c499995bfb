"""Cycles and the settings by which their key results are judged."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Cycle(models.Model):
    """The days that objectives are for: from `starts_on` up to, not including, `ends_on`."""

    class Length(models.TextChoices):
        QUARTER = "quarter", "Quarter"
        HALF = "half", "Half-year"
        YEAR = "year", "Year"
        CUSTOM = "custom", "Other dates"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        REVIEW = "review", "In review"
        CLOSED = "closed", "Closed"

    name = models.CharField(max_length=60, unique=True)
    length = models.CharField(max_length=10, choices=Length.choices, default=Length.QUARTER)
    starts_on = models.DateField()
    ends_on = models.DateField("first day after")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    cadence_days = models.PositiveSmallIntegerField("days between check-ins", default=14)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    summary = models.TextField("what happened", blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["-starts_on", "ends_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="cycle_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(length__in=["quarter", "half", "year", "custom"]), name="cycle_length_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "active", "review", "closed"]), name="cycle_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="closed_cycle_says_when",
            ),
            models.CheckConstraint(condition=Q(cadence_days__range=(1, 120)), name="cadence_is_a_number_of_days"),
            *[
                ExclusionConstraint(
                    name=f"cycles_of_one_{length}_do_not_overlap",
                    expressions=[(Func("starts_on", "ends_on", function="daterange"), RangeOperators.OVERLAPS)],
                    condition=Q(length=length),
                )
                for length in ("quarter", "half", "year")
            ],
        ]

    def __str__(self) -> str:
        return self.name


class StatusBands(models.Model):
    """One row: from which ratio of progress to expected progress a key result is on track or at risk."""

    on_track = models.DecimalField(max_digits=4, decimal_places=3, default="0.95")
    at_risk = models.DecimalField(max_digits=4, decimal_places=3, default="0.75")
    too_early = models.DecimalField("nothing is judged before", max_digits=4, decimal_places=3, default="0.05")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_set_of_status_bands"),
            models.CheckConstraint(
                condition=Q(at_risk__gt=0, on_track__gt=F("at_risk"), on_track__lte=2, too_early__range=(0, "0.5")),
                name="status_bands_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"on track from {self.on_track}, at risk from {self.at_risk}"
