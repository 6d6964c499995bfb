"""Tell the house that facts have changed."""

from datetime import datetime
from functools import partial

from django.db import transaction

from imports.models import Batch
from imports.signals import facts_changed


def announce(batch: Batch, *, now: datetime) -> None:
    """Send the signal once the transaction that changed the facts is through."""
    transaction.on_commit(partial(facts_changed.send, sender=Batch, batch_id=batch.pk, target=batch.target, now=now))
