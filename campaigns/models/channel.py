"""What campaigns are grouped by: channels, themes, audiences."""

from django.db import models
from django.db.models.functions import Lower


class Channel(models.Model):
    """A medium through which people are reached."""

    class Kind(models.TextChoices):
        DIGITAL = "digital", "Digital"
        OFFLINE = "offline", "Offline"
        EXPERIENTIAL = "experiential", "Experiential"

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DIGITAL)
    is_paid = models.BooleanField(default=True)
    is_direct = models.BooleanField("counts as Direct", default=False)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_channel_per_name"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["digital", "offline", "experiential"]), name="channel_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChannelWord(models.Model):
    """A vendor's word for a channel; the editable table that folds them together."""

    word = models.CharField(max_length=120)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="words")
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(Lower("word"), name="a_word_means_one_channel")]

    def __str__(self) -> str:
        return f"{self.word} → {self.channel}"


class Theme(models.Model):
    """A strategic programme that campaigns belong to."""

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_theme_per_name")]

    def __str__(self) -> str:
        return self.name


class Audience(models.Model):
    """Whom a campaign addresses, as a scope over the dimensions."""

    name = models.CharField(max_length=120)
    scope = models.JSONField(default=dict, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_audience_per_name")]

    def __str__(self) -> str:
        return self.name
