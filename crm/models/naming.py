"""Which campaign is meant by the names that sources write."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class NameRule(models.Model):
    """Touches whose campaign is written like `pattern` belong to a campaign, or at least to a channel.

    A star stands for any letters; case does not count. Of several rules that fit, the longest pattern decides.
    """

    pattern = models.CharField(max_length=200)
    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, null=True, blank=True, related_name="+")
    channel = models.ForeignKey("campaigns.Channel", models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pattern"]
        constraints = [
            models.UniqueConstraint(Lower("pattern"), name="one_rule_per_pattern"),
            models.CheckConstraint(condition=~Q(pattern=""), name="a_rule_has_a_pattern"),
            models.CheckConstraint(
                condition=Q(campaign__isnull=False) | Q(channel__isnull=False), name="a_rule_gives_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} → {self.campaign or self.channel}"
