"""What the worker made ready for pages to show, and what people add to it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class StoredPage(models.Model):
    """A page's content as plain values, so that showing it computes nothing."""

    class Name(models.TextChoices):
        ALIGNMENT = "alignment", "Quarterly alignment dashboard"

    name = models.CharField(max_length=20, choices=Name.choices)
    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="stored_pages")
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "cycle"], name="one_stored_page_per_name_and_cycle")]

    def __str__(self) -> str:
        return f"{self.get_name_display()} of {self.cycle}"


class SnapshotQuerySet(models.QuerySet["StoredSnapshot"]):
    def newest(self) -> Self:
        return self.order_by("-made_at", "-pk")


class StoredSnapshot(models.Model):
    """All numbers of a cycle as of one recompute (`reports.core.snapshot`); rows are added, never changed.

    `scope` is the part of the business they are of, as an address says it ("segment=Retail"); empty is all of it.

    Those that nobody issued, and that no document was made of, make way for newer ones. An issued one carries the
    commentary it was issued with, and a trigger keeps it as it is.
    """

    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="snapshots")
    scope = models.CharField("part of the business", max_length=2000, blank=True, default="")
    content = models.JSONField()
    annex = models.JSONField()
    digest = models.CharField(max_length=64)
    score_run_id = models.BigIntegerField()
    credit_run_id = models.BigIntegerField()
    measure_run_id = models.BigIntegerField(null=True, blank=True)
    as_of = models.DateField()
    made_at = models.DateTimeField()
    comments = models.JSONField(default=list)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["cycle", "-made_at"], name="snapshots_of_a_cycle")]

    def __str__(self) -> str:
        return f"{self.cycle} as of {self.as_of}"


class FrozenCycle(models.Model):
    """A cycle as it was reported: its issued summary, its first page, and everything that these were made of.

    A trigger refuses every change and every removal; only that it was reopened is written once.
    """

    cycle = models.ForeignKey("okrs.Cycle", models.PROTECT, related_name="freezes")
    snapshot = models.ForeignKey(StoredSnapshot, models.PROTECT, related_name="freezes")
    page = models.JSONField("the alignment page", null=True, blank=True)
    kept = models.JSONField("facts, links and definitions of then")
    receipt = models.JSONField("the score's receipt")
    costs = models.JSONField("spend by channel, theme and campaign of then", null=True, blank=True)
    plan = models.JSONField("objectives and key results of then", null=True, blank=True)
    digest = models.CharField(max_length=64)
    open_points = models.CharField("why it was frozen with open points", max_length=600, blank=True, default="")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_because = models.CharField(max_length=600, blank=True, default="")

    class Meta:
        ordering = ["-frozen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(reopened_at__isnull=True), name="one_freeze_in_force_per_cycle"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopened_because=""), name="reopening_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} as reported on {self.frozen_at:%-d %b %Y}"


class Restatement(models.Model):
    """How a frozen cycle looks with the facts of now, and why it differs (`reports.core.bridge.Bridge`)."""

    frozen = models.OneToOneField(FrozenCycle, models.CASCADE, related_name="restatement")
    content = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.frozen}, restated on {self.made_at:%-d %b %Y}"


class Comment(models.Model):
    """What a leader says of one row of the summary, such as "kpi:revenue". A change is a new row; old ones stay."""

    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, related_name="comments")
    subject = models.CharField(max_length=100)
    text = models.CharField(max_length=600)
    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["subject", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "subject", "version"], name="one_comment_per_subject_and_version"),
            models.UniqueConstraint(
                fields=["cycle", "subject"], condition=Q(is_current=True), name="one_comment_in_force_per_subject"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(subject=""), name="a_comment_says_something_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.text[:60]}"


class BuiltDocument(models.Model):
    """A file made of a snapshot, as people download it."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        PPTX = "pptx", "PowerPoint"
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV files"
        JSON = "json", "JSON"
        PNG = "png", "Charts as pictures"

    snapshot = models.ForeignKey(StoredSnapshot, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    file = models.FileField(upload_to="board-packs/")
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "kind"], name="one_document_per_snapshot_and_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["pdf", "pptx", "xlsx", "csv", "json", "png"]), name="document_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot} ({self.get_kind_display()})"


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class ShareLink(models.Model):
    """A link that opens one summary, or one document, without log-in. Of its secret only the hash is stored."""

    snapshot = models.ForeignKey(StoredSnapshot, models.PROTECT, related_name="share_links")
    document = models.ForeignKey(BuiltDocument, models.CASCADE, null=True, blank=True, related_name="share_links")
    label = models.CharField("for whom", max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    password = models.CharField("hash of its password", max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    views = models.PositiveIntegerField("times opened", default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)
    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="share_link_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(label=""), name="share_link_says_for_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.snapshot} for {self.label}"


class Embedding(models.Model):
    """One row, if any: the sites that may show what share links open inside their pages. Without it none may."""

    origins = models.JSONField("sites, such as https://intranet.example.com")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_embedding")]

    def __str__(self) -> str:
        return ", ".join(self.origins) or "no site"


class Subscription(models.Model):
    """Who gets the executive summary by mail, and how often. Without a cycle it is the one that runs."""

    class Cadence(models.TextChoices):
        WEEKLY = "weekly", "Every Monday"
        MONTHLY = "monthly", "On the first of each month"

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cadence = models.CharField(max_length=8, choices=Cadence.choices, default=Cadence.WEEKLY)
    cycle = models.ForeignKey("okrs.Cycle", models.CASCADE, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField()
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(cadence__in=["weekly", "monthly"]), name="summary_cadence_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_cadence_display().lower()}"
