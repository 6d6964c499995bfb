"""Key results, their checkpoints and the points of their checklists."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from okrs.models.words import KINDS, MEASURES, PERIOD_RULES, choices

VALUE = {"max_digits": 20, "decimal_places": 6}
MAYBE = {**VALUE, "null": True, "blank": True}
# An unknown value would let a comparison pass, so every one that is needed is named.
TRAVELS = Q(baseline__isnull=False, target__isnull=False) & (
    Q(kind="increase", target__gt=F("baseline")) | Q(kind="decrease", target__lt=F("baseline"))
)
HOLDS = Q(kind__in=["at_least", "at_most"], target__isnull=False) | Q(
    kind="within", band_low__isnull=False, band_high__isnull=False, band_high__gte=F("band_low")
)


class KeyResult(models.Model):
    """A measurable way to see that an objective is reached.

    *At least* and *at most* keep their edge in `target`, *within* in `band_low` and `band_high`; the worst values are
    how far outside the band is still worth something.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        DROPPED = "dropped", "Dropped"

    objective = models.ForeignKey("okrs.Objective", models.CASCADE, related_name="key_results")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=choices(KINDS), default="increase")
    measure = models.CharField(max_length=5, choices=choices(MEASURES), default="level")
    unit = models.CharField(max_length=20, blank=True, help_text="such as leads, %, points or EUR")
    baseline = models.DecimalField(**MAYBE)
    target = models.DecimalField(**MAYBE)
    band_low = models.DecimalField("lower edge", **MAYBE)
    band_high = models.DecimalField("upper edge", **MAYBE)
    worst_low = models.DecimalField("worst tolerated below", **MAYBE)
    worst_high = models.DecimalField("worst tolerated above", **MAYBE)
    period_rule = models.CharField(
        "periods of a band", max_length=12, choices=choices(PERIOD_RULES), default="share_inside"
    )
    weight = models.DecimalField(max_digits=7, decimal_places=2, default=1)
    is_contributing = models.BooleanField("counts towards the objective", default=True)
    is_computed = models.BooleanField("value is computed", default=False)
    scope = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    drop_reason = models.TextField(blank=True)
    added_late_on = models.DateField(null=True, blank=True)
    changed_mid_cycle_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_to")
    score = models.DecimalField("closing score", max_digits=4, decimal_places=3, null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    root_cause = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["objective", "-weight", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "name"], name="one_key_result_per_objective_and_name"),
            models.CheckConstraint(
                condition=TRAVELS | HOLDS | Q(kind__in=["milestone", "baseline"]),
                name="key_result_has_the_values_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=~Q(kind="at_least") | Q(worst_low__isnull=True) | Q(worst_low__lt=F("target")),
                name="worst_below_lies_below_at_least",
            ),
            models.CheckConstraint(
                condition=~Q(kind="at_most") | Q(worst_high__isnull=True) | Q(worst_high__gt=F("target")),
                name="worst_above_lies_above_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(kind="within")
                | (
                    (Q(worst_low__isnull=True) | Q(worst_low__lt=F("band_low")))
                    & (Q(worst_high__isnull=True) | Q(worst_high__gt=F("band_high")))
                ),
                name="worst_values_lie_outside_the_band",
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="key_result_weight_is_not_negative"),
            models.CheckConstraint(
                condition=Q(state="active") | (Q(state="dropped") & ~Q(drop_reason="")),
                name="dropped_key_result_says_why",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "achieved", "missed", "dropped"]), name="key_result_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 1)), name="key_result_score_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Checkpoint(models.Model):
    """A value expected on a day of a key result's way."""

    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="checkpoints")
    due_on = models.DateField()
    expected = models.DecimalField(**VALUE)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["key_result", "due_on"], name="one_checkpoint_per_key_result_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.expected} by {self.due_on}"


class ChecklistItem(models.Model):
    """A point of a milestone key result."""

    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=7, decimal_places=2, default=1)
    done_on = models.DateField(null=True, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=0), name="checklist_weight_is_not_negative"),
            models.UniqueConstraint(fields=["key_result", "text"], name="one_checklist_item_per_text"),
        ]

    def __str__(self) -> str:
        return self.text
