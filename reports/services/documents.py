"""Files of a snapshot: written, kept, and handed out. Loads heavy libraries: for workers and commands."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify

from people.models import User
from reports.core.bridge import Bridge
from reports.core.codec import plain
from reports.core.newer import said as newer_said
from reports.core.snapshot import Annex, Snapshot
from reports.documents.archive import zipped
from reports.documents.csvs import csvs
from reports.documents.pack import pack
from reports.documents.pdf import pdf, pictures
from reports.documents.pptx import pptx
from reports.documents.tables import tables
from reports.documents.xlsx import xlsx
from reports.models import BuiltDocument, StoredSnapshot
from reports.selectors import annex, frozen, numbers, restated, said, work

Kind = BuiltDocument.Kind
Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]
ENDINGS = {Kind.CSV: "zip", Kind.PNG: "zip"}


def written(
    found: Snapshot,
    tables_of: Annex,
    kind: Kind,
    *,
    said: Mapping[str, str],
    issued: str,
    now: datetime,
    bridge: Bridge | None = None,
) -> bytes:
    """The bytes of one file; the same snapshot, comments and time give the same bytes, but for Office's archives."""
    if kind is Kind.PDF:
        return pdf(pack(found, tables_of, comments=said, issued=issued, bridge=bridge), now=now)
    if kind is Kind.PPTX:
        return pptx(pack(found, tables_of, comments=said, issued=issued, bridge=bridge), now=now)
    if kind is Kind.XLSX:
        return xlsx(tables(found, tables_of, comments=said, issued=issued, bridge=bridge), now=now)
    if kind is Kind.CSV:
        return csvs(tables(found, tables_of, comments=said, issued=issued, bridge=bridge), now=now)
    if kind is Kind.PNG:
        return zipped(pictures(pack(found, tables_of, comments=said, issued=issued, bridge=bridge)), now=now)
    whole = {"snapshot": plain(found), "annex": plain(tables_of), "comments": dict(said), "issued": issued}
    whole |= {"bridge": plain(bridge)} if bridge else {}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def build_documents(
    stored: StoredSnapshot,
    kinds: Sequence[Kind] = tuple(Kind),
    *,
    by: User | None = None,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> Sequence[BuiltDocument]:
    """Write the kinds and keep them beside their snapshot; one that was built before is written anew."""
    found, long, words = numbers(stored), annex(stored), words_on(stored)
    issued, bridge = issued_words(stored), None if stored.scope else restated(stored.cycle)
    made = []
    for number, kind in enumerate(kinds):
        progress(number / len(kinds), f"Writing {kind.label}")
        content = written(found, long, kind, said=words, issued=issued, now=now, bridge=bridge)
        with publishing():
            made.append(_kept(stored, kind, content, by=by, now=now))
    return made


def words_on(stored: StoredSnapshot) -> Mapping[str, str]:
    """The comments that go with a snapshot."""
    return {subject: row.text for subject, row in said(stored).items()}


def issued_words(stored: StoredSnapshot) -> str:
    """Whether these numbers were issued, of a frozen cycle whether they are those that were reported, and what became
    of newer ones."""
    if stored.issued_at is None:
        reported, newer = frozen(stored.cycle), work().newer
        news = ""
        if newer is not None and newer.concerns(stored.made_at):
            news = f" {newer_said(newer, shown=stored.made_at, clock='UTC')}"
        if reported is None:
            return f"Draft: not issued yet.{news}"
        when = f"{stored.made_at:%-d %b %Y}; reported on {reported.frozen_at:%-d %b %Y}"
        return f"Restated with the facts of {when}.{news}"
    by = f" by {stored.issued_by.name}" if stored.issued_by else ""
    return f"Issued on {stored.issued_at:%-d %b %Y, %H:%M} UTC{by}."


def file_name(stored: StoredSnapshot, kind: Kind) -> str:
    ending = ENDINGS.get(kind, kind.value)
    return f"{slugify(stored.cycle.name) or 'cycle'}-{stored.as_of:%Y-%m-%d}-{stored.digest[:8]}.{ending}"


def _kept(stored: StoredSnapshot, kind: Kind, content: bytes, *, by: User | None, now: datetime) -> BuiltDocument:
    row = BuiltDocument.objects.filter(snapshot=stored, kind=kind).first() or BuiltDocument(snapshot=stored, kind=kind)
    before = row.file.name if row.pk else ""
    row.size, row.digest = len(content), hashlib.sha256(content).hexdigest()
    row.made_at, row.made_by = now, by
    row.file.save(file_name(stored, kind), ContentFile(content), save=False)
    row.save()
    if before and before != row.file.name:
        transaction.on_commit(lambda: row.file.storage.delete(before))
    return row
