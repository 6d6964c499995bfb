"""When facts change, everything that rests on them is computed again."""

from typing import Any

from imports.signals import facts_changed
from jobs.services import enqueue


def listen() -> None:
    facts_changed.connect(recompute, dispatch_uid="alignment.recompute")


def recompute(**facts: Any) -> None:
    """One waiting recompute covers any number of changes."""
    enqueue("alignment.recompute", coalesce=True)
