"""What KPIs are meant to reach."""

from django.db import models
from django.db.models import F, Q

from organisation.fields import Provenance


class KpiTarget(Provenance):
    """The value a KPI is meant to have from `starts_on` up to, not including, `ends_on`; in the KPI's own unit."""

    kpi = models.CharField("key of the KPI", max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6)

    class Meta:
        ordering = ["kpi", "starts_on", "ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["kpi", "starts_on", "ends_on"], name="one_target_per_kpi_and_window"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="kpi_target_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} {self.starts_on}: {self.value}"
