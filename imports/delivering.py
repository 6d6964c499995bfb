"""Files that programs bring: taken in and loaded without a look by anybody, each request once."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import BinaryIO

from django.db import connection, transaction

from imports.core.mapping import Choices
from imports.intake import open_batch
from imports.models import Batch, Delivery
from imports.scheduling import load_unseen
from people.models import User

KEYS_KEPT = timedelta(days=30)
_LOCK_CLASS = 4712


class KeyReused(Exception):
    """The same key came with another request."""


@transaction.atomic
def deliver(
    *,
    stream: BinaryIO,
    name: str,
    target: str,
    source: str,
    now: datetime,
    by: User,
    preset: str = "",
    choices: Choices | None = None,
    key: str = "",
) -> Batch:
    """Keep the file and have it loaded in the background; a request repeated under its `key` gives the same import.

    Raises FileRefused, registry.UnknownName, KeyReused.
    """
    opened = transaction.savepoint()
    batch = open_batch(
        stream=stream, name=name, target=target, source=source, now=now, preset=preset, choices=choices, by=by
    )
    if key:
        said = {"file": batch.file.sha256, "target": target, "source": source, "preset": preset}
        digest = _digest({**said, "choices": batch.choices})
        earlier = _earlier(by, key, digest)
        if earlier:
            transaction.savepoint_rollback(opened)
            return earlier
        Delivery.objects.create(by=by, key=key, digest=digest, batch=batch, received_at=now)
    load_unseen(batch, by=by)
    return batch


def forget_deliveries(now: datetime) -> int:
    """Keys are for repeating a request soon; after their time they may be used again."""
    return Delivery.objects.filter(received_at__lte=now - KEYS_KEPT).delete()[0]


def _earlier(by: User, key: str, digest: str) -> Batch | None:
    """The import of an earlier request; of two at once, the second waits here for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_CLASS, f"{by.pk} {key}"])
    known = Delivery.objects.select_related("batch").filter(by=by, key=key).first()
    if known is None:
        return None
    if known.digest != digest:
        raise KeyReused("This Idempotency-Key was used for another request. Use a new key for a new request.")
    return known.batch


def _digest(said: Mapping[str, object]) -> str:
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
