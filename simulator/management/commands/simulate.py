"""Write the files of a simulated world and its truth."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Simulate a world of customers with a known truth and write its CSV files and truth.json."
    needs_servers = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("world", help="such as clean, confounded or b2b_messy")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--out", type=Path, required=True, help="folder for the files; made if it is not there")

    def handle(self, *args: Any, world: str, seed: int, out: Path, **options: Any) -> None:
        from simulator.core.files import tables_of, truth_json
        from simulator.core.play import play
        from simulator.core.worlds import UnknownWorld, world_named
        from simulator.writing import WontWrite, make_folder, write_files

        try:
            known = world_named(world)
            make_folder(out)
            played = play(known, seed=seed)
            for line in write_files(out, tables_of(played), {"truth.json": truth_json(played, seed=seed)}):
                self.stdout.write(line)
        except (UnknownWorld, WontWrite) as error:
            raise CommandError(str(error)) from error
