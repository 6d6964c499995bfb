"""Declared links from campaigns to what they serve, dated, so that a re-map never rewrites a past cycle."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class DatedQuerySet(models.QuerySet["CampaignLink"]):
    def open_on(self, day: date) -> Self:
        """Links in force on a day; their `until` is not part of them."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))

    def overlapping(self, starts_on: date, ends_on: date) -> Self:
        return self.filter(since__lt=ends_on).filter(Q(until__isnull=True) | Q(until__gt=starts_on))


class CampaignLink(models.Model):
    """The share of a campaign's money that is meant for one objective or key result, from `since` on.

    A trigger (migration 0002) keeps the shares of a campaign at most 100 % on every day.
    """

    class Role(models.TextChoices):
        CONTRIBUTING = "contributing", "Contributing"
        SUPPORTING = "supporting", "Supporting"

    class Evidence(models.TextChoices):
        DECLARED = "declared", "Declared"
        ASSOCIATED = "associated", "Associated"
        MATCHED = "matched_control", "Matched control"
        RANDOMISED = "randomised", "Randomised"

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="links")
    objective = models.ForeignKey("okrs.Objective", models.CASCADE, null=True, blank=True, related_name="links")
    key_result = models.ForeignKey("okrs.KeyResult", models.CASCADE, null=True, blank=True, related_name="links")
    share = models.DecimalField(max_digits=5, decimal_places=4)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CONTRIBUTING)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    expected_kpi = models.CharField(max_length=80, blank=True, default="")
    expected_effect = models.CharField(max_length=200, blank=True, default="")
    expected_lag_days = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=16, choices=Evidence.choices, default=Evidence.DECLARED)
    evidence_reason = models.CharField(max_length=300, blank=True, default="")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["campaign_id", "since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(share__range=(0, 1)), name="link_share_is_a_share"),
            models.CheckConstraint(
                condition=Q(objective__isnull=False, key_result__isnull=True)
                | Q(objective__isnull=True, key_result__isnull=False),
                name="link_serves_one_objective_or_key_result",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="link_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(role="contributing") | Q(share=0), name="supporting_link_carries_no_money"
            ),
            models.UniqueConstraint(
                fields=["campaign", "objective", "key_result", "since"],
                name="one_link_per_aim_and_day",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} → {self.objective or self.key_result} ({self.share:.0%})"


class Exemption(models.Model):
    """ "No objective, because …": somebody decided that a campaign serves none, and said why."""

    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="exemptions")
    reason = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)
    batch_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["campaign_id", "since"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
            models.UniqueConstraint(fields=["campaign", "since"], name="one_exemption_per_campaign_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: no objective, because {self.reason}"
