"""What imports keep beside the facts, made to forget a person."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction

from imports import registry
from imports.core.encoding import encoding_of, text_chunks
from imports.core.refusals import FileRefused
from imports.models import Batch, StoredFile
from imports.signals import facts_changed


def forget_values(*, model: str, ids: Sequence[int], values: Mapping[str, object]) -> int:
    """Overwrite values in the earlier states that are kept for undo; returns how many states there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE imports_previous SET values = values || %s::jsonb, written = written || %s::jsonb "
            "WHERE model = %s AND row_id = ANY(%s)",
            [*[json.dumps(values, default=str)] * 2, model, list(ids)],
        )
        return int(cursor.rowcount)


def forget_files(words: Sequence[str]) -> int:
    """Delete every kept file of people in which one of the words stands, or that cannot be read; how many there were.

    The log of their imports stays, and undo still works.
    """
    personal = {target.name for target in registry.targets() if any(column.personal for column in target.columns)}
    gone = 0
    for stored in StoredFile.objects.filter(target__in=[*personal, ""]).exclude(path=""):
        path = Path(settings.MEDIA_ROOT) / "imports" / stored.path
        if path.exists() and mentions(path, words):
            path.unlink()
            gone += 1
        if not path.exists():
            StoredFile.objects.filter(path=stored.path).update(path="")
    return gone


def mentions(path: Path, words: Sequence[str]) -> bool:
    """Whether a word stands in a table file, whatever its encoding or kind; also where that cannot be told."""
    from imports.reading.text_table import as_text_table

    wanted = [word.casefold() for word in words if word]
    held = ""
    try:
        with TemporaryDirectory(prefix="sightline-import-") as folder:
            table = as_text_table(path, Path(folder))
            with table.path.open("rb") as stream:
                for piece in text_chunks(stream, encoding_of(stream)):
                    text = (held + piece).casefold()
                    if any(word in text for word in wanted):
                        return True
                    held = text[-400:]
    except (FileRefused, UnicodeDecodeError):
        return True
    return False


def tell_change(*, target: str, now: datetime) -> None:
    """Say that facts of a target changed by something else than an import, once the caller's transaction is through."""
    transaction.on_commit(lambda: facts_changed.send(sender=Batch, batch_id=None, target=target, now=now))
