"""Take an import back from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from imports import selectors, services


class Command(BaseCommand):
    help = "Undo an import: rows it changed become what they were, rows it made disappear."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        batch = selectors.batch(options["id"])
        if batch is None:
            raise CommandError(f"There is no import {options['id']}.", returncode=4)
        try:
            undone = services.undo(batch, now=timezone.now())
        except services.UndoRefused as error:
            raise CommandError(str(error), returncode=4) from error
        self.stdout.write(f"Import {batch.pk} is undone; {undone}")
