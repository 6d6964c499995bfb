"""Campaigns, their names in other systems, and their assets."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """An initiative with a budget."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        LIVE = "live", "Live"
        ENDED = "ended", "Ended"

    class Mix(models.TextChoices):
        BRAND = "brand", "Brand"
        ACTIVATION = "activation", "Activation"
        MIXED = "mixed", "Mixed"

    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    theme = models.ForeignKey("campaigns.Theme", models.SET_NULL, null=True, blank=True, related_name="campaigns")
    channel = models.ForeignKey("campaigns.Channel", models.PROTECT, null=True, blank=True, related_name="campaigns")
    audience = models.ForeignKey("campaigns.Audience", models.SET_NULL, null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    team = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    mix = models.CharField(max_length=12, choices=Mix.choices, default=Mix.ACTIVATION)
    brand_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    hypothesis = models.TextField(blank=True)
    plan_approved_at = models.DateTimeField(null=True, blank=True)
    plan_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="approved_plans"
    )
    revision = models.PositiveIntegerField(default=1)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(brand_share__range=(0, 1)), name="brand_share_is_a_share"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="campaign_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignKey(models.Model):
    """A campaign's id at one source, by which imports find it again."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="keys")
    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=300)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_campaign_per_source_and_id"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.external_id}"


class Asset(models.Model):
    """A content piece, webinar, event or mail under a campaign."""

    class Kind(models.TextChoices):
        CONTENT = "content", "Content piece"
        WEBINAR = "webinar", "Webinar"
        EVENT = "event", "Event"
        MAIL = "mail", "Mail"
        PAGE = "page", "Page"
        OTHER = "other", "Other"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="assets")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CONTENT)
    source = models.CharField(max_length=60, default="sightline")
    external_id = models.CharField(max_length=200)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="one_asset_per_source_and_id")]

    def __str__(self) -> str:
        return self.name
