"""What the worker made ready for pages to show."""

from django.db import models


class StoredPage(models.Model):
    """A page's content as plain values, so that showing it computes nothing."""

    class Name(models.TextChoices):
        ALIGNMENT = "alignment", "Quarterly alignment dashboard"

    name = models.CharField(max_length=20, choices=Name.choices)
    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="stored_pages")
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "cycle"], name="one_stored_page_per_name_and_cycle")]

    def __str__(self) -> str:
        return f"{self.get_name_display()} of {self.cycle}"
