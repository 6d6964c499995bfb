"""Columns that many facts share."""

from django.db import models


class Provenance(models.Model):
    """Where a row came from: its natural key at the source, and the batch and line that last wrote it."""

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    line = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


class Scoped(models.Model):
    """The dimensions that a scope filters by (`organisation.core.scope`), and free attributes."""

    segment = models.CharField(max_length=80, blank=True, default="")
    region = models.CharField(max_length=80, blank=True, default="")
    product = models.CharField(max_length=120, blank=True, default="")
    business_unit = models.CharField(max_length=80, blank=True, default="")
    business = models.CharField("new or existing business", max_length=10, blank=True, default="")
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Money(models.Model):
    """An amount as its source gave it, and in the reporting currency with the rate and its date.

    `amount` is NULL where the source left it blank: unknown is not zero. `reported` is NULL where the amount is, or
    where no rate was known.
    """

    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    rate_on = models.DateField(null=True, blank=True)
    reported = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta:
        abstract = True
