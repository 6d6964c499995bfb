"""manage.py verify_score --receipt FILE: compute a score again from its receipt alone, without any server."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alignment.core.receipt import UnreadableReceipt, recompute


class Command(BaseCommand):
    help = "Recomputes an alignment score from its receipt and says “same digits” or where it differs."
    requires_system_checks: list[str] = []

    @property
    def needs_servers(self) -> bool:
        """A receipt in a file needs nothing else."""
        return not any(argument.startswith("--receipt") for argument in sys.argv)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--receipt", required=True, help="the receipt's JSON file, or - for standard input")

    def handle(self, *arguments: Any, receipt: str, **options: Any) -> None:
        try:
            differences = recompute(_read(receipt))
        except UnreadableReceipt as error:
            raise CommandError(str(error)) from error
        if differences:
            raise CommandError("\n".join(["the digits differ", *map(str, differences)]))
        self.stdout.write("same digits")


def _read(name: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        document = json.loads(text)
    except (OSError, ValueError) as error:
        raise CommandError(f"The receipt {name} cannot be read: {error}") from error
    if not isinstance(document, dict):
        raise CommandError(f"The receipt {name} is not a JSON object.")
    return document
