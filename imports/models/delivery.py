"""What programs have brought, so that a repeated request is recognised."""

from django.conf import settings
from django.db import models


class Delivery(models.Model):
    """One request of a program with a key of its own; `digest` is of everything the request said."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    batch = models.ForeignKey("imports.Batch", models.CASCADE, related_name="deliveries")
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_delivery_per_person_and_key")]

    def __str__(self) -> str:
        return f"{self.key}: {self.batch}"
