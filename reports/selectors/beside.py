"""What stands beside the numbers: comments, documents, links, mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from okrs.models import Cycle
from organisation.prepared import Given, prepared
from people.models import User
from reports.models import BuiltDocument, Comment, Embedding, ShareLink, StoredSnapshot, Subscription


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it stands beside a row."""

    text: str
    by: str
    version: int


def subscription(person: User) -> Subscription | None:
    """How this person gets the summary by mail; None where they do not."""
    return Subscription.objects.filter(person=person).select_related("cycle").first()


def share_links(of: User | None) -> Sequence[ShareLink]:
    """Links that somebody has made, or everybody's, the newest first."""
    return _links_of(person=of.pk) if of else _links()


def _all_links() -> QuerySet[ShareLink]:
    rows = ShareLink.objects.select_related("snapshot__cycle", "document", "made_by", "revoked_by")
    return rows.defer("snapshot__content", "snapshot__annex", "snapshot__comments")


@prepared
def _links() -> QuerySet[ShareLink]:
    return _all_links()


@prepared
def _links_of(person: Given) -> QuerySet[ShareLink]:
    return _all_links().filter(made_by=person)


def embedding_sites() -> Sequence[str]:
    """The sites that may show share links inside their pages; none unless an administrator named some."""
    found: Sequence[str] | None = Embedding.objects.values_list("origins", flat=True).first()
    return found or ()


def comments(cycle: Cycle) -> Mapping[str, Comment]:
    """What is said of the cycle's rows now, by subject."""
    return {row.subject: row for row in _comments(cycle=cycle.pk)}


@prepared
def _comments(cycle: Given) -> QuerySet[Comment]:
    return Comment.objects.filter(cycle=cycle, is_current=True).select_related("by")


def said(stored: StoredSnapshot) -> Mapping[str, Said]:
    """The comments that go with a snapshot, by subject: those it was issued with, else those in force."""
    if stored.issued_at is not None:
        return {row["subject"]: Said(row["text"], row["by"], row["version"]) for row in stored.comments}
    rows = comments(stored.cycle)
    return {key: Said(row.text, row.by.name if row.by else "", row.version) for key, row in rows.items()}


def comment_versions(cycle: Cycle, subject: str) -> Sequence[Comment]:
    """What was said of one row, the newest first."""
    return list(Comment.objects.filter(cycle=cycle, subject=subject).select_related("by"))


def documents(stored: StoredSnapshot) -> Sequence[BuiltDocument]:
    return _documents(stored=stored.pk)


@prepared
def _documents(stored: Given) -> QuerySet[BuiltDocument]:
    return BuiltDocument.objects.filter(snapshot=stored).select_related("made_by")


def earlier_documents(cycle: Cycle, *, most: int = 40) -> Sequence[BuiltDocument]:
    """The newest documents of the cycle's snapshots."""
    rows = BuiltDocument.objects.filter(snapshot__cycle=cycle).select_related("snapshot", "made_by")
    return list(rows.defer("snapshot__content", "snapshot__annex")[:most])
