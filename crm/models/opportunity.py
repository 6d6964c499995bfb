"""Deals, the stages they passed, and the people in them."""

from django.db import models
from django.db.models import Q

from organisation.fields import Money, Provenance, Scoped


class Opportunity(Provenance, Scoped, Money):
    """A deal with stages and an amount.

    `expected_close_on` is a plan; `closed_on` is set only when the deal is won or lost.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", "Open"
        WON = "won", "Won"
        LOST = "lost", "Lost"

    class Kind(models.TextChoices):
        NEW = "new", "New business"
        RENEWAL = "renewal", "Renewal"
        EXPANSION = "expansion", "Expansion"
        UNKNOWN = "", "Not said"

    account = models.ForeignKey("crm.Account", models.SET_NULL, null=True, blank=True, related_name="opportunities")
    name = models.CharField(max_length=300)
    stage = models.CharField(max_length=120, blank=True, default="")
    outcome = models.CharField(max_length=4, choices=Outcome.choices, default=Outcome.OPEN)
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default=Kind.UNKNOWN)
    created_at = models.DateTimeField(null=True, blank=True)
    expected_close_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    source_field = models.CharField("lead source", max_length=120, blank=True, default="")
    primary_campaign = models.ForeignKey("campaigns.Campaign", models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["outcome", "closed_on"]), models.Index(fields=["created_at"])]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_opportunity_per_source_and_id"),
            models.CheckConstraint(condition=Q(outcome__in=["open", "won", "lost"]), name="outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome="open", closed_on__isnull=True) | ~Q(outcome="open"),
                name="open_opportunity_is_not_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StageEvent(Provenance):
    """An opportunity entering a stage; the first entry is the one that counts."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="stage_events")
    stage = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_stage_event_per_source_and_id")
        ]

    def __str__(self) -> str:
        return f"{self.opportunity}: {self.stage} on {self.entered_at:%Y-%m-%d}"


class ContactRole(Provenance):
    """A person's part in a deal: the bridge from touches to deals."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="contact_roles")
    contact = models.ForeignKey("crm.Contact", models.CASCADE, related_name="roles")
    role = models.CharField(max_length=80, blank=True, default="")
    is_primary = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_contact_role_per_source_and_id"),
        ]

    def __str__(self) -> str:
        return f"{self.contact} in {self.opportunity}"
