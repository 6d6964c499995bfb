"""Kinds of jobs: each app declares its own in its `tasks` module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate

from jobs.models import Queue

if TYPE_CHECKING:
    from jobs.context import JobContext

Handler = Callable[Concatenate["JobContext", ...], str]


class UnknownKind(LookupError):
    """Nobody registered this kind of job."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the ledger knows about one kind of job."""

    name: str
    label: str
    queue: Queue
    alone: bool
    handler: Handler


_kinds: dict[str, Kind] = {}


def job_kind(name: str, *, label: str, queue: str = "heavy", alone: bool = False) -> Callable[[Handler], Handler]:
    """Decorator: register a handler `(context, **arguments) -> str`; the sentence it returns is the outcome shown.

    `label` is what people read, such as "Import a file". Only one job of an `alone` kind runs at a time.
    A handler may be run again after its worker died, so it publishes inside `context.publishing()`.
    """

    def register(handler: Handler) -> Handler:
        if name in _kinds and _kinds[name].handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"Two handlers are registered for the job kind {name!r}.")
        _kinds[name] = Kind(name=name, label=label, queue=Queue(queue), alone=alone, handler=handler)
        return handler

    return register


def kind(name: str) -> Kind:
    """The kind of this name. Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"This version of Sightline has no job of the kind {name!r}.") from None


def label(name: str) -> str:
    """What people read for a kind; its name where this version no longer knows it."""
    return _kinds[name].label if name in _kinds else name


def alone_kinds() -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in _kinds.values() if entry.alone))
