"""Keys of the programming interface."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from knox.models import AbstractAuthToken


class Scope(models.TextChoices):
    """What a token may be used for, within what its owner may do."""

    READ = "read", "Read"
    WRITE = "write", "Write"
    IMPORT = "import", "Import files"


class ApiToken(AbstractAuthToken):
    """A token of one person; only its digest is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=60)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices))
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values, scopes__len__gt=0), name="token_scopes_are_known"
            ),
            models.CheckConstraint(condition=Q(expiry__isnull=False), name="token_expires"),
        ]

    def __str__(self) -> str:
        return self.label
