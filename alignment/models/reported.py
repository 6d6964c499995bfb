"""What cycles said when they were reported."""

from django.db import models


class ReportedCycle(models.Model):
    """Won revenue of a cycle as the CRM had it when the cycle was reported; what changes it later is a restatement."""

    cycle = models.OneToOneField("okrs.Cycle", models.CASCADE, related_name="reported")
    reported_on = models.DateField()
    won_value = models.DecimalField(max_digits=20, decimal_places=2)
    won_deals = models.PositiveIntegerField()

    class Meta:
        ordering = ["cycle"]

    def __str__(self) -> str:
        return f"{self.cycle} as reported on {self.reported_on:%d %b %Y}"
