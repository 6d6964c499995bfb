"""Which reminders were sent, so that nobody gets one twice on a day."""

from django.conf import settings
from django.db import models


class Reminder(models.Model):
    """The digest of what one person owed on one day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    owed = models.PositiveIntegerField()

    class Meta:
        ordering = ["-day", "person"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_reminder_per_person_and_day")]

    def __str__(self) -> str:
        return f"{self.person} on {self.day}: {self.owed}"
