"""Where key results and KPIs are heading, as one night's forecast said."""

from django.db import models
from django.db.models import F, Q

NUMBER = {"max_digits": 28, "decimal_places": 6, "null": True, "blank": True}


class OutlookRun(models.Model):
    """One forecast of everything that runs; append-only. Pages read the newest published one."""

    as_of = models.DateField()
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    code_version = models.CharField(max_length=40, blank=True, default="")
    measure_run_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-computed_at", "-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="outlook_run_newest")]

    def __str__(self) -> str:
        return f"Outlook of {self.computed_at:%Y-%m-%d %H:%M}"


class Outlook(models.Model):
    """The forecast of one key result, or of one KPI by its key; without a forecast, `reason` says why.

    `low`, `median` and `high` are the 80 % range of the value on the last day before `ends_on`; `chance` is the share
    of simulated futures at or past the target. Rates are per `rate_per`. `columns` are ranges on the way: name, day,
    low, median, high. `ends` are 41 evenly spaced quantiles of the end. `chart` is the drawing as the page shows it.
    """

    run = models.ForeignKey(OutlookRun, models.CASCADE, related_name="outlooks")
    key_result = models.ForeignKey("okrs.KeyResult", models.CASCADE, null=True, blank=True, related_name="outlooks")
    kpi = models.CharField("key of the KPI", max_length=80, blank=True, default="")
    ends_on = models.DateField("first day after")
    target = models.DecimalField(**NUMBER)
    so_far = models.DecimalField(**NUMBER)
    low = models.DecimalField(**NUMBER)
    median = models.DecimalField(**NUMBER)
    high = models.DecimalField(**NUMBER)
    chance = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    status = models.CharField("status by outlook", max_length=10, blank=True, default="")
    needed_rate = models.DecimalField(**NUMBER)
    rate_low = models.DecimalField(**NUMBER)
    forecast_rate = models.DecimalField(**NUMBER)
    rate_high = models.DecimalField(**NUMBER)
    rate_per = models.CharField(max_length=10, blank=True, default="")
    columns = models.JSONField(default=list, blank=True)
    ends = models.JSONField("quantiles of the end", default=list, blank=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    is_whole = models.BooleanField("a number of things", default=False)
    basis = models.CharField("method", max_length=10, blank=True, default="")
    built_on = models.CharField(max_length=300, blank=True, default="")
    points = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, default="")
    chart = models.JSONField(null=True, blank=True)
    reason = models.CharField("why there is no forecast", max_length=300, blank=True, default="")
    needs = models.CharField("which data would help", max_length=300, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "key_result"],
                condition=Q(key_result__isnull=False),
                name="one_outlook_per_run_and_key_result",
            ),
            models.UniqueConstraint(fields=["run", "kpi"], condition=~Q(kpi=""), name="one_outlook_per_run_and_kpi"),
            models.CheckConstraint(
                condition=Q(key_result__isnull=False, kpi="") | (Q(key_result__isnull=True) & ~Q(kpi="")),
                name="an_outlook_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=False, median__isnull=False, high__isnull=False, reason="")
                | (Q(low__isnull=True, median__isnull=True, high__isnull=True, chance__isnull=True) & ~Q(reason="")),
                name="an_outlook_has_a_range_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(low__lte=F("median"), median__lte=F("high")),
                name="an_outlooks_range_is_in_order",
            ),
            models.CheckConstraint(
                condition=Q(chance__isnull=True) | Q(chance__range=(0, 1)), name="a_chance_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["", "on_track", "at_risk", "off_track"]), name="outlook_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Outlook of {self.key_result if self.key_result_id else self.kpi}"
