"""What the business wants, and what marketing means to do for it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from okrs.models.words import AMBITIONS, ROLL_UPS, Category, Team, choices

SCORE = {"max_digits": 4, "decimal_places": 3, "null": True, "blank": True}


class Owned(models.Model):
    """Somebody answers for it, other teams share it, and its revision tells two editors apart."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    co_owners = ArrayField(
        models.CharField(max_length=10, choices=Team.choices), default=list, blank=True, verbose_name="owned with"
    )
    revision = models.PositiveIntegerField(default=1)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        abstract = True


class BusinessObjective(Owned):
    """A goal of the company in one of the five categories; its weight is its priority among the others."""

    name = models.CharField(max_length=200)
    category = models.CharField(max_length=10, choices=Category.choices)
    weight = models.DecimalField("priority weight", max_digits=7, decimal_places=2, default=1)
    target_share = models.DecimalField("target share of the money", **SCORE)
    description = models.TextField(blank=True)
    scope = models.JSONField(default=dict, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-weight", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="one_business_objective_per_name"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="priority_weight_is_not_negative"),
            models.CheckConstraint(
                condition=Q(target_share__isnull=True) | Q(target_share__range=(0, 1)), name="target_share_is_a_share"
            ),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="business_category_is_known"),
            models.CheckConstraint(
                condition=Q(co_owners__contained_by=Team.values), name="business_co_owners_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Objective(Owned):
    """A marketing objective of one cycle that serves a business objective."""

    class Horizon(models.TextChoices):
        SHORT = "short", "Short term"
        LONG = "long", "Long term"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        CLOSED = "closed", "Closed"
        DROPPED = "dropped", "Dropped"

    cycle = models.ForeignKey("okrs.Cycle", models.PROTECT, related_name="objectives")
    business_objective = models.ForeignKey(
        BusinessObjective, models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200)
    description = models.TextField("what success looks like", blank=True)
    horizon = models.CharField(max_length=5, choices=Horizon.choices, default=Horizon.SHORT)
    ambition = models.CharField(max_length=12, choices=choices(AMBITIONS), default="committed")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    weight = models.DecimalField(max_digits=7, decimal_places=2, default=1)
    is_contributing = models.BooleanField("counts towards its parent", default=True)
    roll_up = models.CharField(max_length=4, choices=choices(ROLL_UPS), default="mean")
    added_late_on = models.DateField(null=True, blank=True)
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_to")
    dropped_on = models.DateField(null=True, blank=True)
    drop_reason = models.TextField(blank=True)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="supersedes")
    score = models.DecimalField("closing score", **SCORE)
    root_cause = models.TextField(blank=True)

    class Meta:
        ordering = ["-weight", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "name"], name="one_objective_per_cycle_and_name"),
            models.UniqueConstraint(
                fields=["cycle", "carried_from"],
                name="an_objective_is_carried_over_once",
                condition=Q(carried_from__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="objective_is_not_its_own_parent"
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="objective_weight_is_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "active", "closed", "dropped"]), name="objective_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | (Q(dropped_on__isnull=False) & ~Q(drop_reason="")),
                name="dropped_objective_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 1)), name="objective_score_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(co_owners__contained_by=Team.values), name="objective_co_owners_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
