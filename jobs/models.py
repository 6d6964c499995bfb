"""The ledger of background work: the database owns every job, brokers only wake workers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Queue(models.TextChoices):
    """Which workers do the work: those kept free for short jobs, or those for long ones."""

    FAST = "fast", "Fast"
    HEAVY = "heavy", "Heavy"


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    SUCCEEDED = "succeeded", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


UNFINISHED = (State.WAITING, State.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def claimable(self) -> Self:
        """Waiting jobs, and running ones whose worker has let its lease run out."""
        return self.filter(Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=Now()))

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def held(self, *, pk: int, attempt: int) -> Self:
        """The job while it still belongs to this attempt; empty once another attempt or a cancellation took it."""
        return self.filter(pk=pk, attempt=attempt, state=State.RUNNING)


class Job(models.Model):
    """One piece of background work and what became of it."""

    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict, help_text="Ids only; personal data never enters the ledger.")
    queue = models.CharField(max_length=10, choices=Queue.choices, default=Queue.HEAVY)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=0, help_text="Number of the latest claim; only it may publish.")
    deaths = models.PositiveSmallIntegerField(default=0, help_text="Claims that ended without an outcome.")
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    progress = models.FloatField(default=0)
    sentence = models.CharField(max_length=300, blank=True, help_text="What it is doing now, then its outcome.")
    error = models.TextField(blank=True)
    coalesce_key = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["queue", "id"], condition=Q(state__in=UNFINISHED), name="jobs_unfinished"),
            models.Index(fields=["state", "-finished_at"], name="jobs_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["coalesce_key"],
                condition=Q(state=State.WAITING) & ~Q(coalesce_key=""),
                name="one_waiting_job_per_coalesce_key",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(condition=Q(queue__in=Queue.values), name="job_queue_is_known"),
            models.CheckConstraint(condition=Q(progress__range=(0, 1)), name="job_progress_is_a_share"),
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, lease_until__isnull=False, attempt__gte=1)
                | (~Q(state=State.RUNNING) & Q(lease_until__isnull=True)),
                name="job_has_a_lease_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at__isnull=True)
                | (~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False)),
                name="job_is_finished_when_it_has_an_outcome",
            ),
            models.CheckConstraint(condition=Q(deaths__lte=F("attempt")), name="job_dies_once_per_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class WorkerHeartbeat(models.Model):
    """When a background process last said that it lives."""

    name = models.CharField(max_length=200, unique=True)
    queues = models.CharField(max_length=100, blank=True, help_text="Queues it serves, divided by commas.")
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
