"""Findings as people work through them, and the log of what was decided."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from alignment.core.findings.words import Kind, Severity


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> Self:
        """Those that still hold."""
        return self.filter(resolved_at__isnull=True)

    def waiting(self, day: date) -> Self:
        """Those that still hold and wait for somebody: not declined, not asleep."""
        asleep = Q(state=Finding.State.SNOOZED, snoozed_until__gt=day)
        return self.standing().exclude(state=Finding.State.DECLINED).exclude(asleep)


class Finding(models.Model):
    """Something that is not as it should be in a cycle, as the newest recompute found it.

    `key` stays the same while it holds, so that decisions stay with it. `points` is what the score gains exactly when
    `steps` are done; None where the score before or after does not exist.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        SNOOZED = "snoozed", "Snoozed"

    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="findings")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.value.replace("_", " ")) for kind in Kind])
    severity = models.CharField(max_length=8, choices=[(word.value, word.value.capitalize()) for word in Severity])
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    rows = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    names = models.JSONField("what the steps speak of, by key", default=dict)
    money = models.DecimalField(max_digits=16, decimal_places=2)
    before = models.FloatField(null=True, blank=True)
    after = models.FloatField(null=True, blank=True)
    points = models.FloatField(null=True, blank=True)
    run = models.ForeignKey("alignment.ScoreRun", models.SET_NULL, null=True, blank=True, related_name="findings")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    snoozed_until = models.DateField(null=True, blank=True)
    first_found_at = models.DateTimeField()
    found_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["cycle", "resolved_at"])]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "key"], name="one_finding_per_cycle_and_key"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "declined", "snoozed"]), name="finding_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="snoozed") | Q(snoozed_until__isnull=False), name="snoozed_finding_says_until_when"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FindingEntry(models.Model):
    """One line of a finding's log; rows are added, never changed."""

    class Verb(models.TextChoices):
        FOUND = "found", "Found"
        ASSIGNED = "assigned", "Assigned"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        SNOOZED = "snoozed", "Snoozed"
        REOPENED = "reopened", "Reopened"
        RESOLVED = "resolved", "Put right"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="entries")
    verb = models.CharField(max_length=8, choices=Verb.choices)
    reason = models.CharField(max_length=500, blank=True, default="")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    until = models.DateField(null=True, blank=True)
    points = models.FloatField(null=True, blank=True)
    money = models.DecimalField(max_digits=16, decimal_places=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(verb="declined") | ~Q(reason=""), name="declined_finding_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_verb_display()}"
