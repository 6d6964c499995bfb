"""manage.py attribute_touches TOUCHES CONVERSIONS --out DIR: credit of channels from raw logs, without a database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

COLUMNS = (
    ("person", "person_id of the touches"),
    ("time", "occurred_at of the touches"),
    ("channel", "channel of the touches"),
    ("campaign", "campaign of the touches"),
    ("conversion-id", "conversion_id"),
    ("conversion-person", "person_id of the conversions"),
    ("conversion-time", "converted_at"),
    ("value", "value of the conversions"),
)


class Command(BaseCommand):
    help = "Credits channels from touches and conversions, cutting the journeys itself, and writes one file per model."
    requires_system_checks: list[str] = []
    needs_servers = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        from attribution.offline.options import add_common

        parser.add_argument("touches", help="CSV with person_id, occurred_at, channel and perhaps campaign")
        parser.add_argument("conversions", help="CSV with conversion_id, person_id, converted_at and perhaps value")
        parser.add_argument(
            "--stages", help="CSV with conversion_id, stage, occurred_at for the anchors of W and full path"
        )
        parser.add_argument("--lookback-days", type=float, default=90.0, help="both ends count")
        parser.add_argument("--half-life-days", type=float, default=7.0)
        parser.add_argument(
            "--reset", action="store_true", help="a journey opens after the person's previous conversion"
        )
        parser.add_argument("--tails", action="store_true", help="touches after the last conversion are a null journey")
        parser.add_argument("--no-null-journeys", action="store_true", help="leave out people who never converted")
        parser.add_argument("--time-zone", default="UTC", help="zone of times that name none, such as Europe/Berlin")
        for column, meaning in COLUMNS:
            parser.add_argument(f"--{column}-column", help=f"header of {meaning}; usual names are recognised")
        add_common(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        from attribution.core.settings import BadSettings
        from attribution.offline.run import attribute_touches
        from attribution.offline.tables import BadFile

        try:
            written = attribute_touches(Path(options["touches"]), Path(options["conversions"]), options)
        except (BadFile, BadSettings) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(written.sentence)
        self.stdout.write("Credit describes journeys; it does not prove cause.")
