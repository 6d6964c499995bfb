"""Budget plans that were asked for, and their single moves with what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

MONEY = {"max_digits": 16, "decimal_places": 2}


class BudgetPlan(models.Model):
    """One question to the response curves of a mix, and its answer.

    `asked` holds the limits as the form gave them, `answer` what came back: money, ranges and the move of each channel.
    Months from `starts_on` up to, not including, `ends_on` are planned. `own` is a plan of the asker's to be judged.
    """

    class Scenario(models.TextChoices):
        FIXED = "fixed budget", "Best use of the same budget"
        TOTAL = "minimum total ROI", "As much as keeps a total ROI"
        MARGINAL = "minimum marginal ROI", "As much as keeps the last unit’s ROI"
        OWN = "own plan", "Judge a plan of my own"

    class Horizon(models.TextChoices):
        QUARTER = "90 days", "90 days"
        YEAR = "1 year", "1 year"
        THREE_YEARS = "3 years", "3 years"

    fit = models.ForeignKey("forecasts.MixFit", models.PROTECT, related_name="plans")
    scenario = models.CharField(max_length=20, choices=Scenario.choices, default=Scenario.FIXED)
    horizon = models.CharField(max_length=8, choices=Horizon.choices, default=Horizon.QUARTER)
    starts_on = models.DateField()
    ends_on = models.DateField()
    asked = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.JSONField(default=dict)
    reason = models.CharField(max_length=600, blank=True, default="")
    needs = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="budget_plan_has_months"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scenario_display()}, {self.asked_at:%Y-%m-%d}"


class MoveCard(models.Model):
    """Money that could move from one channel to another in the planned months; NULL where it joins or leaves.

    `amount` is for all planned months; the gain holds 80 %. `written` is what accepting wrote into the ledger's
    forecast layer: campaign, month, the amount before (empty: none) and after, so that it can be taken back.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    plan = models.ForeignKey(BudgetPlan, models.CASCADE, related_name="cards")
    source = models.ForeignKey("campaigns.Channel", models.CASCADE, null=True, blank=True, related_name="+")
    target = models.ForeignKey("campaigns.Channel", models.CASCADE, null=True, blank=True, related_name="+")
    amount = models.DecimalField(**MONEY)
    gain_low = models.DecimalField(**MONEY)
    gain = models.DecimalField(**MONEY)
    gain_high = models.DecimalField(**MONEY)
    chance = models.FloatField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=500, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    written = models.JSONField(default=list)

    class Meta:
        ordering = ["-gain", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(target__isnull=False), name="a_move_has_one_end_at_least"
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="declined_move_says_why"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_move_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.source or 'new money'} to {self.target or 'nothing'}"
