"""Where files come from, and the files themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Source(models.Model):
    """A system that exports: its name is half of the natural key of every fact that came from it."""

    name = models.SlugField(max_length=60)
    label = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    cadence_days = models.PositiveSmallIntegerField("days between deliveries", null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    mappings = models.JSONField("remembered choices by target", default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_source_per_name")]

    def __str__(self) -> str:
        return self.label or self.name


class StoredFile(models.Model):
    """An uploaded file as it came, kept until it expires. The same bytes are kept once per target."""

    target = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    path = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(fields=["target", "sha256"], name="one_stored_file_per_target_and_content"),
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
