"""Values that no fact of ours gives: finance, the market, other tools, a spreadsheet."""

from django.db import models
from django.db.models import F, Q

from organisation.fields import Provenance, Scoped


class ExternalValue(Provenance, Scoped):
    """What somebody outside says a measure was, from `measured_on` up to, not including, `measured_until`.

    `name` is the key of a base measure or of a KPI without a formula. `document` says which file or report it is from.
    """

    name = models.SlugField(max_length=80)
    measured_on = models.DateField()
    measured_until = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    owner = models.CharField(max_length=120, blank=True, default="")
    document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["name", "measured_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_external_value_per_source_and_id"),
            models.CheckConstraint(
                condition=Q(measured_until__gt=F("measured_on")), name="external_value_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.measured_on}: {self.value}"
