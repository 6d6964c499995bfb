"""Write the files of the demonstration company."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone


class Command(BaseCommand):
    help = "Write eight fiscal quarters of an invented software maker as import files, and the stories planted in them."
    needs_servers = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="folder for the files; made if it is not there")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD; the quarter it lies in is the last")
        parser.add_argument("--year-starts", type=int, default=1, choices=range(1, 13), metavar="MONTH")
        parser.add_argument("--small", action="store_true", help="a quarter of it, with the same stories")

    def handle(
        self, *args: Any, out: Path, seed: int, today: date | None, year_starts: int, small: bool, **options: Any
    ) -> None:
        from simulator.company.facts import facts
        from simulator.company.files import contents
        from simulator.company.size import FULL, SMALL
        from simulator.writing import WontWrite, make_folder, write_contents

        size = SMALL if small else FULL
        try:
            make_folder(out)
            told = facts(today or timezone.localdate(), seed=seed, year_starts=year_starts, scale=size)
            for line in write_contents(out, contents(told)):
                self.stdout.write(line)
        except WontWrite as error:
            raise CommandError(str(error)) from error
