"""Dated events of people: touches by marketing, work by sales, purchases, answers to surveys."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from organisation.fields import Money, Provenance, Scoped


class Touchpoint(Provenance):
    """A dated contact of a person with a campaign. There are millions: columns are narrow, indexes few."""

    contact = models.ForeignKey("crm.Contact", models.CASCADE, related_name="touchpoints")
    occurred_at = models.DateTimeField()
    campaign = models.ForeignKey("campaigns.Campaign", models.SET_NULL, null=True, blank=True)
    # Reached only through what it belongs to or in whole months, so most of its columns need no index of their own.
    batch_id = models.BigIntegerField(null=True, blank=True)
    campaign_label = models.CharField("campaign as the source wrote it", max_length=300, blank=True, default="")
    asset = models.ForeignKey("campaigns.Asset", models.SET_NULL, null=True, blank=True, db_index=False)
    channel = models.ForeignKey("campaigns.Channel", models.PROTECT, null=True, blank=True, db_index=False)
    kind = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [
            BrinIndex(fields=["occurred_at"], name="touchpoint_by_time", autosummarize=True),
            BrinIndex(fields=["batch_id"], name="touchpoint_by_batch", autosummarize=True),
            models.Index(fields=["asset"], name="touchpoint_by_asset", condition=Q(asset__isnull=False)),
            models.Index(fields=["campaign_label"], name="touchpoint_by_name", condition=~Q(campaign_label="")),
        ]
        constraints = [
            # The id first: what tells rows apart should be compared first.
            models.UniqueConstraint(fields=["external_id", "source"], name="one_touchpoint_per_id_and_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'Touch'} on {self.occurred_at:%Y-%m-%d}"


class SalesActivity(Provenance):
    """A call, mail or meeting by sales."""

    contact = models.ForeignKey("crm.Contact", models.CASCADE, null=True, blank=True, related_name="sales_activities")
    account = models.ForeignKey("crm.Account", models.CASCADE, null=True, blank=True, related_name="sales_activities")
    opportunity = models.ForeignKey("crm.Opportunity", models.CASCADE, null=True, blank=True)
    occurred_at = models.DateTimeField()
    kind = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["occurred_at"])]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_sales_activity_per_source_and_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'Activity'} on {self.occurred_at:%Y-%m-%d}"


class Order(Provenance, Scoped, Money):
    """A purchase; a refund is its own row with a negative amount."""

    contact = models.ForeignKey("crm.Contact", models.SET_NULL, null=True, blank=True, related_name="orders")
    account = models.ForeignKey("crm.Account", models.SET_NULL, null=True, blank=True, related_name="orders")
    ordered_at = models.DateTimeField()
    is_refund = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["ordered_at"])]
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="one_order_per_source_and_id")]

    def __str__(self) -> str:
        return f"{self.external_id} on {self.ordered_at:%Y-%m-%d}"


class SurveyReading(Provenance, Scoped):
    """The result of one survey wave: counts of answers, so that a margin can be computed."""

    class Measure(models.TextChoices):
        NPS = "nps", "Net promoter score"
        AIDED = "aided_awareness", "Aided awareness"
        UNAIDED = "unaided_awareness", "Unaided awareness"
        RECALL = "recall", "Recall"
        CONSIDERATION = "consideration", "Consideration"

    measure = models.CharField(max_length=20, choices=Measure.choices)
    taken_on = models.DateField()
    respondents = models.PositiveIntegerField()
    positive = models.PositiveIntegerField("promoters, or those who said yes")
    negative = models.PositiveIntegerField("detractors", default=0)

    class Meta:
        ordering = ["taken_on"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_survey_reading_per_source_and_id"),
            models.CheckConstraint(
                condition=Q(respondents__gte=models.F("positive") + models.F("negative")),
                name="no_more_answers_than_respondents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} on {self.taken_on}"
