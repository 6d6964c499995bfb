"""manage.py load_example: fill an empty installation with the example, and compute its pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jobs.services import enqueue
from reports import selectors


class Command(BaseCommand):
    help = "Imports the files of an invented company, plans its quarters and computes its pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--later", action="store_true", help="leave it to a worker, and only if nothing is here yet"
        )

    def handle(self, *arguments: Any, later: bool, **options: Any) -> None:
        if later:
            if selectors.is_untouched():
                enqueue("reports.load_example", coalesce=True)
                self.stdout.write("The example is loaded in the background; the first page shows how far it is.")
            return

        from reports.services import recompute_all  # with the importers, too heavy to load for `--later`
        from reports.services.example import ExampleRefused, load_example

        def said(share: float, sentence: str) -> None:
            if options["verbosity"] > 1:
                self.stderr.write(f"{share:4.0%} {sentence}")

        try:
            self.stdout.write(load_example(now=timezone.now(), progress=said))
        except ExampleRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(recompute_all(now=timezone.now(), progress=said))
