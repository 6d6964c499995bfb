"""Take files in: keep them, find their source, remember what the user says about them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.text import slugify

from imports import registry, selectors
from imports.core.mapping import Choices
from imports.core.refusals import FileRefused
from imports.files import keep_file, path_of, same_file_for
from imports.models import Batch, Source
from imports.scheduling import CannotNow, idle, look_again
from people.models import User


@transaction.atomic
def open_batch(
    *,
    stream: BinaryIO,
    name: str,
    target: str,
    source: str,
    now: datetime,
    preset: str = "",
    choices: Choices | None = None,
    by: User | None = None,
) -> Batch:
    """Keep the file and start an import of it; nothing is written to any fact yet.

    What was decided before for files of this form is taken over where `choices` say nothing. An empty `target` is
    recognised when the import is previewed. Raises FileRefused, registry.UnknownName.
    """
    if target:
        registry.target(target)
    if preset and registry.preset(preset).target != target:
        raise FileRefused(f"The preset “{preset}” is for {registry.preset(preset).target}, not for {target}.")
    return Batch.objects.create(
        source=source_named(source),
        target=target,
        preset=preset,
        file=keep_file(stream, name=name, target=target, now=now),
        choices=(choices or Choices()).as_mapping(),
        by=by,
        opened_at=now,
    )


@transaction.atomic
def receive(
    *, stream: BinaryIO, name: str, source: str, now: datetime, by: User, target: str = "", preset: str = ""
) -> Batch:
    """Keep an uploaded file and have it previewed in the background. Raises FileRefused, registry.UnknownName."""
    batch = open_batch(stream=stream, name=name, target=target, source=source, now=now, preset=preset, by=by)
    look_again(batch, by=by)
    return batch


@transaction.atomic
def run_again(batch: Batch, *, by: User, now: datetime) -> Batch:
    """Start a new import of a file that is kept, with the same decisions; what it refers to may be known by now.

    Raises FileRefused once the file has expired.
    """
    path_of(batch.file)
    again = Batch.objects.create(
        source=batch.source,
        target=batch.target,
        preset=batch.preset,
        file=batch.file,
        choices=batch.choices,
        by=by,
        opened_at=now,
    )
    look_again(again, by=by)
    return again


def source_named(name: str) -> Source:
    """The source of this name, made if it is new. Names are short and plain; what was typed becomes its label."""
    short = slugify(name)[:60]
    if not short:
        raise FileRefused("Name the system that the file comes from, such as salesforce or google-ads.")
    known = selectors.source(short)
    return known or Source.objects.create(name=short, label="" if short == name else name.strip()[:120])


@transaction.atomic
def choose(batch: Batch, *, target: str, preset: str, choices: Choices, by: User) -> None:
    """Keep what the user says about the file, and look at it again.

    A new target starts from what was decided for it before. Raises CannotNow, FileRefused, registry.UnknownName.
    """
    locked = idle(batch)
    if locked.state == Batch.State.LOADED:
        raise CannotNow(f"{locked} is loaded; undo it to import it differently.")
    if target != locked.target:
        settle_target(locked, target, "")
    else:
        if preset and registry.preset(preset).target != target:
            raise FileRefused(f"The preset “{preset}” is for {registry.preset(preset).target}, not for {target}.")
        locked.preset, locked.choices = preset, choices.as_mapping()
        locked.save(update_fields=["preset", "choices"])
    look_again(locked, by=by)


def settle_target(batch: Batch, target: str, preset: str) -> None:
    """Say what the rows of the file are; what was decided about another target's columns is forgotten."""
    registry.target(target)
    batch.target, batch.preset, batch.preview = target, preset, {}
    about_the_file = replace(Choices.from_mapping(batch.choices), columns={}, constants={}, orders={}, grain="")
    batch.choices = about_the_file.as_mapping()
    batch.file = same_file_for(batch.file, target=target)
    batch.save(update_fields=["target", "preset", "choices", "file", "preview"])


def change_source(source: Source, *, values: Mapping[str, object]) -> Source:
    """Set what is known about a source: label, zone, currency, cadence, owner."""
    for name in ("label", "time_zone", "currency", "cadence_days", "owner"):
        setattr(source, name, values[name])
    source.save()
    return source
