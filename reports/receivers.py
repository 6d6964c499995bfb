"""When facts change, everything that pages show is computed again."""

from typing import Any

from imports.signals import facts_changed
from jobs.services import enqueue


def listen() -> None:
    facts_changed.connect(recompute, dispatch_uid="reports.recompute")


def recompute(**facts: Any) -> None:
    """One waiting recompute covers any number of changes."""
    enqueue("reports.recompute", coalesce=True)
