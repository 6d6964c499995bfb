"""KPI definitions, version by version."""

from enum import StrEnum
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from kpis.core.words import Direction, Family, Margin, Tier, Timing, Unit


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value.replace("_", " ").capitalize() or "None") for word in words]


class DefinitionQuerySet(models.QuerySet["Definition"]):
    def current(self) -> Self:
        """The version in force of every KPI that is not retired."""
        return self.filter(is_current=True, retired_at__isnull=True)


class Definition(models.Model):
    """What one KPI is, as one version says. A change makes a new version; old ones stay.

    Without a formula the values come from outside, under the KPI's own key.
    """

    key = models.SlugField(max_length=80, db_index=False)
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    name = models.CharField(max_length=120)
    text = models.TextField("definition")
    formula = models.CharField(max_length=400, blank=True, default="")
    unit = models.CharField(max_length=14, choices=_choices(Unit), default=Unit.COUNT)
    direction = models.CharField("good when it goes", max_length=4, choices=_choices(Direction), default=Direction.UP)
    tier = models.CharField(max_length=8, choices=_choices(Tier), default=Tier.OUTCOME)
    timing = models.CharField(max_length=8, choices=_choices(Timing), default=Timing.LAGGING)
    family = models.CharField(max_length=8, choices=_choices(Family), default=Family.REVENUE)
    margin = models.CharField("sampling margin", max_length=6, choices=_choices(Margin), blank=True, default="")
    is_level = models.BooleanField("says what holds at a window's end", default=False)
    source = models.CharField(max_length=120, blank=True, default="")
    cadence = models.CharField(max_length=20, blank=True, default="")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    is_shipped = models.BooleanField(default=False)
    defined_at = models.DateTimeField()
    defined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    marketing_signed_at = models.DateTimeField(null=True, blank=True)
    marketing_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    finance_signed_at = models.DateTimeField(null=True, blank=True)
    finance_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["family", "name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_definition_per_kpi_and_version"),
            models.UniqueConstraint(fields=["key"], condition=Q(is_current=True), name="one_version_is_in_force"),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(is_current=True, retired_at__isnull=True),
                name="one_kpi_in_force_per_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
