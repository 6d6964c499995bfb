"""What customers are worth and how long they stay, as one computation found it."""

from django.db import models

MONEY = {"max_digits": 16, "decimal_places": 2}


class CustomerRun(models.Model):
    """One valuation of all customers; append-only. Where there is no value, `reason` and `needs` say why.

    `margin` is the gross margin that revenue was multiplied with, NULL where nobody knows it: values are revenue then.
    """

    computed_at = models.DateTimeField()
    as_of = models.DateField()
    customers = models.PositiveIntegerField(default=0)
    repeaters = models.PositiveIntegerField(default=0)
    years_ahead = models.PositiveSmallIntegerField()
    margin = models.FloatField(null=True, blank=True)
    discount = models.FloatField("discount a year")
    reason = models.CharField(max_length=400, blank=True, default="")
    needs = models.CharField(max_length=400, blank=True, default="")
    contracts = models.PositiveIntegerField(default=0)
    contracts_reason = models.CharField(max_length=400, blank=True, default="")
    referred = models.PositiveIntegerField("customers who came by referral", default=0)
    traced = models.PositiveIntegerField("customers whose channel is known", default=0)

    class Meta:
        ordering = ["-computed_at", "-pk"]

    def __str__(self) -> str:
        return f"Customers as of {self.as_of}"


class CustomerGroup(models.Model):
    """A cohort of customers or those whom one channel brought. Money is per customer; ranges hold 80 %.

    `clv` is what they earned so far and will in the years ahead; `cac` is what winning one cost.
    """

    class Kind(models.TextChoices):
        ALL = "all", "All customers"
        COHORT = "cohort", "Acquisition cohort"
        CHANNEL = "channel", "Channel of acquisition"

    run = models.ForeignKey(CustomerRun, models.CASCADE, related_name="groups")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    label = models.CharField(max_length=120)
    starts_on = models.DateField(null=True, blank=True)
    customers = models.PositiveIntegerField()
    repeaters = models.PositiveIntegerField()
    earned = models.DecimalField(**MONEY)
    low = models.DecimalField(**MONEY, null=True, blank=True)
    clv = models.DecimalField(**MONEY, null=True, blank=True)
    high = models.DecimalField(**MONEY, null=True, blank=True)
    cac = models.DecimalField(**MONEY, null=True, blank=True)
    ratio_low = models.FloatField(null=True, blank=True)
    ratio = models.FloatField(null=True, blank=True)
    ratio_high = models.FloatField(null=True, blank=True)
    why_no_cac = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "kind", "label"], name="one_customer_group_per_run_and_label"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.clv}"


class SurvivalPoint(models.Model):
    """Share of contracts still running after a number of renewals: by the model, and counted (Kaplan–Meier)."""

    run = models.ForeignKey(CustomerRun, models.CASCADE, related_name="survival")
    cohort = models.CharField(max_length=40)
    renewal = models.PositiveSmallIntegerField()
    modelled = models.FloatField()
    counted = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    at_risk = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["cohort", "renewal"]
        constraints = [
            models.UniqueConstraint(fields=["run", "cohort", "renewal"], name="one_survival_point_per_cohort_renewal"),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}, renewal {self.renewal}: {self.modelled:.2f}"
