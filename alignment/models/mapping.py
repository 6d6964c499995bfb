"""Steps made on the mapping desk, kept so that each can be taken back exactly."""

from django.conf import settings
from django.db import models


class MappingStep(models.Model):
    """What one step changed: the links and exemptions of its campaigns before and after, whole rows."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="+")
    said = models.CharField(max_length=300)
    campaigns = models.JSONField()
    before = models.JSONField()
    after = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["by", "cycle", "-id"], condition=models.Q(undone_at=None), name="step_to_undo")]

    def __str__(self) -> str:
        return self.said
