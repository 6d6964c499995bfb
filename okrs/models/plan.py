"""What objectives rest on: registered documents, and the sales targets by month."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisation.fields import Provenance


class Document(models.Model):
    """A document of the strategy: a link or a file, with somebody who keeps it current."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", "Business strategy"
        OKRS = "okrs", "OKRs"
        SALES = "sales", "Sales targets and results"
        PLAN = "plan", "Marketing plan"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    link = models.URLField(max_length=1000, blank=True)
    file = models.FileField(upload_to="documents/", blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cycle = models.ForeignKey("okrs.Cycle", models.SET_NULL, null=True, blank=True, related_name="documents")
    reviewed_on = models.DateField("last reviewed", null=True, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(link="") | ~Q(file=""), name="a_document_has_a_link_or_a_file"),
            models.UniqueConstraint(fields=["kind", "name"], name="one_document_per_kind_and_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SalesTarget(Provenance):
    """What sales wants to sell in a month in one part of the business, and what it sold by its own account."""

    month = models.DateField()
    segment = models.CharField(max_length=80, blank=True, default="")
    region = models.CharField(max_length=80, blank=True, default="")
    target = models.DecimalField(max_digits=18, decimal_places=2)
    result = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["month", "segment", "region"]
        constraints = [
            models.UniqueConstraint(fields=["month", "segment", "region"], name="one_sales_target_per_month_and_part"),
            models.CheckConstraint(condition=Q(month__day=1), name="sales_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(target__gte=0), name="sales_target_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}: {self.target}"
