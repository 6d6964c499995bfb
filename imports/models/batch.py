"""One import: what was decided, what became of its rows, and what it needs to be undone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from imports.core.conservation import Conservation


class Batch(models.Model):
    """One file on its way into one target."""

    class State(models.TextChoices):
        OPENED = "opened", "Waiting for confirmation"
        LOADING = "loading", "Loading"
        LOADED = "loaded", "Loaded"
        FAILED = "failed", "Failed"
        UNDONE = "undone", "Undone"

    source = models.ForeignKey("imports.Source", models.PROTECT, related_name="batches")
    target = models.CharField(max_length=60, blank=True)
    preset = models.CharField(max_length=80, blank=True)
    file = models.ForeignKey("imports.StoredFile", models.PROTECT, related_name="batches")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPENED)
    choices = models.JSONField("what the user decided", default=dict, blank=True)
    detected = models.JSONField("what was found in the file", default=dict, blank=True)
    preview = models.JSONField("what would be written", default=dict, blank=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    read = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="batches")
    opened_at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["target", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("accepted") + F("updated") + F("unchanged") + F("skipped") + F("rejected")),
                name="no_row_disappears",
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk} of {self.target or self.file.name}"

    @property
    def conservation(self) -> Conservation:
        return Conservation(self.read, self.accepted, self.updated, self.unchanged, self.skipped, self.rejected)


class Issue(models.Model):
    """A row or a value that was not taken as it stands. The value is masked where it is personal."""

    class Fate(models.TextChoices):
        REJECTED = "rejected", "Row rejected"
        SKIPPED = "skipped", "Row skipped"
        BLANKED = "blanked", "Value left blank"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="issues")
    fate = models.CharField(max_length=8, choices=Fate.choices)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["line", "pk"]
        indexes = [models.Index(fields=["batch", "line"])]

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}"


class Previous(models.Model):
    """A row as it stood before a batch changed it, and as that batch left it: the whole row in both.

    `values` is NULL where the batch made the row. `written` is NULL where rows like it are changed by imports alone.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="previous_rows")
    model = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    values = models.JSONField(null=True)
    written = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "model", "row_id"], name="one_previous_row_per_batch"),
        ]
        indexes = [models.Index(fields=["model", "row_id"])]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id} before {self.batch}"
