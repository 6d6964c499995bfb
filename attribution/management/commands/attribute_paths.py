"""manage.py attribute_paths FILE --out DIR: credit of channels from grouped paths, without a database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Credits channels from a table of paths (path, conversions, value, nulls) and writes one file per model."
    requires_system_checks: list[str] = []
    needs_servers = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        from attribution.offline.options import add_common

        parser.add_argument("file", help="CSV with one line per path")
        parser.add_argument("--sep", help="mark between the channels of a path, such as ' > '; recognised if not given")
        for column in ("path", "conversions", "value", "nulls"):
            parser.add_argument(f"--{column}-column", help=f"header of the {column} column; usual names are recognised")
        add_common(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        from attribution.core.settings import BadSettings
        from attribution.offline.run import attribute_paths
        from attribution.offline.tables import BadFile

        try:
            written = attribute_paths(Path(options["file"]), options)
        except (BadFile, BadSettings) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(written.sentence)
        self.stdout.write("Credit describes journeys; it does not prove cause.")
