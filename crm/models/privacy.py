"""What people asked about their own data, without saying who they are."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class PersonRequest(models.Model):
    """An export or an erasure of one person. It knows rows by id and the address only masked."""

    class Kind(models.TextChoices):
        EXPORT = "export", "Export"
        ERASURE = "erasure", "Erasure"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    shown = models.CharField("masked address", max_length=60)
    contacts = ArrayField(models.BigIntegerField(), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField("what was done", max_length=300, blank=True)
    file = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["export", "erasure"]), name="person_request_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.shown}"
