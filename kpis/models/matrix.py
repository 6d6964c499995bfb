"""The mapping matrix: which KPI is meant to show what of which objective."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from kpis.core.matrix import Serves


class MatrixQuerySet(models.QuerySet["MatrixEntry"]):
    def in_force(self) -> Self:
        """What the matrix says now; cells that were cleared are left out."""
        return self.filter(is_current=True).exclude(serves="")


class MatrixEntry(models.Model):
    """What somebody said of one KPI and one objective. Rows are added, never changed: the newest is in force.

    An empty `serves` clears the cell. `leads_to` is the key of the outcome KPI that a leading one is meant to move.
    A row that was taken back keeps the time of it.
    """

    kpi = models.CharField("key of the KPI", max_length=80)
    objective = models.ForeignKey("okrs.Objective", models.CASCADE, related_name="matrix_entries")
    serves = models.CharField(
        max_length=10, choices=[(word.value, word.value.capitalize()) for word in Serves], blank=True, default=""
    )
    leads_to = models.CharField("key of the KPI it leads to", max_length=80, blank=True, default="")
    rationale = models.CharField(max_length=300, blank=True, default="")
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    objects = MatrixQuerySet.as_manager()

    class Meta:
        ordering = ["objective_id", "kpi", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "kpi"], condition=Q(is_current=True), name="one_matrix_entry_in_force_per_cell"
            ),
            models.CheckConstraint(condition=~Q(kpi=""), name="matrix_entry_names_its_kpi"),
            models.CheckConstraint(
                condition=Q(leads_to="") | (Q(serves="leading") & ~Q(leads_to=models.F("kpi"))),
                name="only_a_leading_kpi_leads_to_another",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(is_current=False), name="what_was_taken_back_is_not_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} → {self.objective}: {self.serves or 'nothing'}"
