"""Measurements: what KPIs were in windows and scopes, run by run."""

from django.db import models
from django.db.models import F, Q

from kpis.models.definition import Definition

NUMBER = {"max_digits": 28, "decimal_places": 6, "null": True, "blank": True}


class MeasureRun(models.Model):
    """One computation of the catalogue; append-only. Pages read the newest published one.

    `newest_facts` keeps how far the facts of each kind reached, as days by name (`kpis.core.freshness`).
    """

    as_of = models.DateField()
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    code_version = models.CharField(max_length=40, blank=True, default="")
    credit_run_id = models.BigIntegerField(null=True, blank=True)
    locked_model = models.CharField("model that credit was read by", max_length=20, blank=True, default="")
    inputs_digest = models.CharField(max_length=64)
    newest_facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-computed_at", "-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"])]

    def __str__(self) -> str:
        return f"Measurements of {self.computed_at:%Y-%m-%d %H:%M}"


class Measurement(models.Model):
    """The value of one KPI in one window and scope; of one member where `dimension` breaks it down.

    `scope_text` is the scope as canonical JSON, so that equal scopes are equal texts. `unknown` counts the rows whose
    amount is blank or has no exchange rate: they are in no sum. Without a value, `reason` says why.
    """

    run = models.ForeignKey(MeasureRun, models.CASCADE, related_name="measurements")
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="measurements")
    key = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    scope_text = models.CharField(max_length=2000, default="{}")
    dimension = models.CharField(max_length=20, blank=True, default="")
    member = models.CharField(max_length=200, blank=True, default="")
    value = models.DecimalField(**NUMBER)
    numerator = models.DecimalField(**NUMBER)
    denominator = models.DecimalField(**NUMBER)
    n = models.PositiveBigIntegerField(null=True, blank=True)
    margin = models.DecimalField(**NUMBER)
    unknown = models.PositiveBigIntegerField(default=0)
    reason = models.CharField("why there is no data", max_length=300, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["key", "starts_on", "dimension", "member"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "key", "starts_on", "ends_on", "scope_text", "dimension", "member"],
                name="one_measurement_per_run_kpi_window_scope_member",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="measurement_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(value__isnull=False) | ~Q(reason=""), name="no_measurement_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.starts_on}–{self.ends_on}: {self.value}"


class Binding(models.Model):
    """A key result whose value is a KPI in a scope; the scope is the key result's own where this one is empty."""

    key_result = models.OneToOneField("okrs.KeyResult", models.CASCADE, related_name="binding")
    kpi = models.CharField("key of the KPI", max_length=80, db_index=True)
    scope = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(kpi=""), name="a_binding_names_its_kpi")]

    def __str__(self) -> str:
        return f"{self.key_result} follows {self.kpi}"
