"""Where each person is on the tour."""

from django.conf import settings
from django.db import models


class TourPlace(models.Model):
    """One row for everybody who began or skipped the tour; `ended_at` is set once they are through or skip it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    stop = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user} at stop {self.stop}"
