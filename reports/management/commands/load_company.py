"""manage.py load_company: fill an empty installation with the demonstration company, and compute its pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports import selectors
from reports.services.asking import ask_for_company


class Command(BaseCommand):
    help = "Imports the files of an invented software maker, closes its past quarters and computes its pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--small", action="store_true", help="a quarter of it, with the same stories")
        parser.add_argument(
            "--later", action="store_true", help="leave it to a worker, and only if nothing is here yet"
        )

    def handle(self, *arguments: Any, small: bool, later: bool, **options: Any) -> None:
        if later:
            if selectors.is_untouched():
                ask_for_company()
                self.stdout.write("The demonstration is loaded in the background; the first page shows how far it is.")
            return

        from reports.services.company import CompanyRefused, close_past_cycles, load_company, restate_company
        from reports.services.recompute import recompute_all  # with the importers, too heavy to load for `--later`
        from simulator.company.size import FULL, SMALL

        def said(share: float, sentence: str) -> None:
            if options["verbosity"] > 1:
                self.stderr.write(f"{timezone.now():%H:%M:%S} {share:4.0%} {sentence}")

        size = SMALL if small else FULL
        try:
            self.stdout.write(load_company(now=timezone.now(), size=size, progress=said))
        except CompanyRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(restate_company(now=timezone.now(), size=size, progress=said))
        self.stdout.write(recompute_all(now=timezone.now(), progress=said))
        self.stdout.write(close_past_cycles(now=timezone.now(), progress=said))
