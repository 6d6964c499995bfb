"""Import a text in a test as the command does: open, load, look at the result."""

import io
from datetime import UTC, datetime
from hashlib import sha256

from django.apps import apps
from django.db import connection

from imports import services
from imports.core.mapping import Choices
from imports.core.result import Result
from imports.loading.undo import Undone
from imports.models import Batch

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def import_text(text: str | bytes, target: str, *, source: str = "crm", preset: str = "", **choices: object) -> Result:
    data = text.encode() if isinstance(text, str) else text
    batch = services.open_batch(
        stream=io.BytesIO(data),
        name=f"{target}.csv",
        target=target,
        source=source,
        preset=preset,
        choices=Choices.from_mapping(choices),
        now=NOW,
    )
    return services.load(batch, now=NOW)


def undo(result: Result) -> Undone:
    return services.undo(Batch.objects.get(pk=result.batch), now=NOW)


def counts(result: Result) -> tuple[int, int, int, int, int]:
    """accepted, updated, unchanged, skipped, rejected"""
    line = result.conservation
    return line.accepted, line.updated, line.unchanged, line.skipped, line.rejected


def digest(*labels: str, without: tuple[str, ...] = ()) -> str:
    """A fingerprint of whole tables, so that "nothing changed" can be tested."""
    found = sha256()
    for label in labels:
        table = apps.get_model(label)._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT coalesce(string_agg(row::text, chr(10) ORDER BY row::text), '') "
                f"FROM (SELECT to_jsonb(t) - %s::text[] AS row FROM {table} t) rows",
                [list(without)],
            )
            found.update(cursor.fetchone()[0].encode())
    return found.hexdigest()
