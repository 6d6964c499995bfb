"""How the journeys to each milestone are cut and weighed; a milestone without a row is treated as usual."""

from django.db import models
from django.db.models import Q

from attribution.models.runs import Milestone


class Unit(models.TextChoices):
    """Whose journeys lead to a milestone."""

    PERSON = "person", "People"
    ACCOUNT = "account", "Accounts"


class Convention(models.Model):
    """The settings of one milestone. Weights of the custom model count in proportion to each other."""

    milestone = models.PositiveSmallIntegerField(choices=Milestone.choices, unique=True)
    unit = models.CharField(max_length=7, choices=Unit.choices)
    both_units = models.BooleanField(default=False)
    lookback_days = models.FloatField()
    half_life_days = models.FloatField()
    reset = models.BooleanField(default=False)
    tails = models.BooleanField(default=False)
    collapse_repeats = models.BooleanField(default=False)
    first_occurrence = models.BooleanField(default=False)
    drop_direct = models.BooleanField(default=False)
    keep_last = models.PositiveSmallIntegerField(null=True, blank=True)
    markov_order = models.PositiveSmallIntegerField(default=1)
    custom_first = models.FloatField(default=0.3)
    custom_lead = models.FloatField(default=0.0)
    custom_opportunity = models.FloatField(default=0.0)
    custom_closing = models.FloatField(default=0.3)
    custom_rest = models.FloatField(default=0.4)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lookback_days__gte=0, lookback_days__lte=3650), name="look_back_is_at_most_ten_years"
            ),
            models.CheckConstraint(
                condition=Q(half_life_days__gt=0, half_life_days__lte=3650), name="half_life_is_longer_than_zero"
            ),
            models.CheckConstraint(
                condition=Q(keep_last__isnull=True) | Q(keep_last__gte=1), name="a_journey_keeps_a_touch"
            ),
            models.CheckConstraint(
                condition=Q(markov_order__gte=1, markov_order__lte=4), name="markov_order_is_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(
                    custom_first__gte=0,
                    custom_lead__gte=0,
                    custom_opportunity__gte=0,
                    custom_closing__gte=0,
                    custom_rest__gte=0,
                ),
                name="custom_weights_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(custom_first__gt=0)
                | Q(custom_lead__gt=0)
                | Q(custom_opportunity__gt=0)
                | Q(custom_closing__gt=0)
                | Q(custom_rest__gt=0),
                name="some_custom_weight_is_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()}: journeys of {self.get_unit_display().lower()}"
