"""Forecasts that somebody signed, and what came. A trigger refuses every change and every deletion."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forecasts.models.outlook import NUMBER

SURE = {"max_digits": 28, "decimal_places": 6}


class Promise(models.Model):
    """What one person promised of one number, beside what the model said, before it came.

    It is about a key result, or about the outcome of a campaign; both are kept by id and in words, as the promise
    outlives them. `level` is the share of such ranges that are meant to hold.
    """

    class Quantity(models.TextChoices):
        KEY_RESULT = "key_result", "Value of the key result"
        REVENUE = "revenue", "Attributed revenue"
        PIPELINE = "pipeline", "Attributed pipeline"
        OPPORTUNITIES = "opportunities", "Opportunities"

    key_result_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    campaign_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    subject = models.CharField(max_length=300)
    channel = models.CharField(max_length=80, blank=True, default="")
    quantity = models.CharField(max_length=14, choices=Quantity.choices)
    unit = models.CharField(max_length=20, blank=True, default="")
    due_on = models.DateField("first day after")
    level = models.DecimalField(max_digits=3, decimal_places=2, default="0.80")
    low = models.DecimalField(**SURE)
    median = models.DecimalField(**SURE)
    high = models.DecimalField(**SURE)
    cost = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    model = models.CharField("method that stood beside it", max_length=40, blank=True, default="")
    model_low = models.DecimalField(**NUMBER)
    model_median = models.DecimalField(**NUMBER)
    model_high = models.DecimalField(**NUMBER)
    built_on = models.CharField(max_length=300, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="promises")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(key_result_id__isnull=False, campaign_id__isnull=True, quantity="key_result")
                | (Q(key_result_id__isnull=True, campaign_id__isnull=False) & ~Q(quantity="key_result")),
                name="a_promise_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(quantity__in=["key_result", "revenue", "pipeline", "opportunities"]),
                name="promised_quantity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("median"), median__lte=F("high")), name="a_promised_range_is_in_order"
            ),
            models.CheckConstraint(condition=Q(level__gt=0, level__lt=1), name="a_promised_level_is_a_share"),
            models.CheckConstraint(
                condition=Q(model="", model_low__isnull=True, model_median__isnull=True, model_high__isnull=True)
                | (~Q(model="") & Q(model_low__lte=F("model_median"), model_median__lte=F("model_high"))),
                name="the_model_beside_a_promise_has_a_range",
            ),
            models.UniqueConstraint(
                fields=["key_result_id", "signed_by"],
                condition=Q(key_result_id__isnull=False),
                name="one_promise_per_key_result_and_person",
            ),
            models.UniqueConstraint(
                fields=["campaign_id", "quantity", "signed_by"],
                condition=Q(campaign_id__isnull=False),
                name="one_promise_per_campaign_quantity_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, by {self.due_on}"


class Settlement(models.Model):
    """What came of a promise; `source` says what it was read from."""

    promise = models.OneToOneField(Promise, models.PROTECT, related_name="settlement")
    actual = models.DecimalField(**SURE)
    held = models.BooleanField()
    model_held = models.BooleanField(null=True, blank=True)
    cost = models.DecimalField("what it cost", max_digits=18, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=200)
    settled_at = models.DateTimeField()

    class Meta:
        ordering = ["-settled_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.promise}: {self.actual}"
