"""manage.py verify_score RUN [--receipt FILE]: compute a score again from its receipt alone and compare digits."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alignment.core.receipt import Difference, UnreadableReceipt, recompute

KEPT = ("score", "structure", "result", "low", "high", "reason")


class Command(BaseCommand):
    help = "Recomputes an alignment score from its receipt and says “same digits” or where it differs."
    requires_system_checks: list[str] = []

    @property
    def needs_servers(self) -> bool:
        """A receipt in a file needs nothing else; a run's number has to be looked up."""
        given = sys.argv[2:]
        is_file = any(argument.startswith("--receipt") for argument in given)
        return not is_file or any(argument.isdigit() for argument in given)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", nargs="?", type=int, help="the number of a stored score")
        parser.add_argument("--receipt", help="the receipt's JSON file, or - for standard input; needs no server")

    def handle(self, *arguments: Any, run: int | None = None, receipt: str | None = None, **options: Any) -> None:
        if run is None and receipt is None:
            raise CommandError("Name the number of a stored score, or a receipt with --receipt FILE.")
        try:
            differences = _of_file(receipt) if receipt else []
            differences += _of_run(run, receipt) if run is not None else []
        except UnreadableReceipt as error:
            raise CommandError(str(error)) from error
        if differences:
            raise CommandError("\n".join(["the digits differ", *map(str, differences)]))
        self.stdout.write("same digits")


def _of_file(receipt: str) -> list[Difference]:
    return list(recompute(_read(receipt)))


def _of_run(number: int, receipt: str | None) -> list[Difference]:
    """The stored receipt recomputed, the stored columns against it, and a file against both."""
    from alignment.models import ScoreRun  # a file alone is checked without any database

    run = ScoreRun.objects.filter(pk=number).first()
    if run is None:
        raise CommandError(f"There is no score {number}.")
    found = list(recompute(run.receipt))
    shown = run.receipt["arithmetic"]
    found += _unequal("stored", {name: getattr(run, name) for name in KEPT}, {name: shown[name] for name in KEPT})
    found += _unequal(
        "stored", {"inputs_digest": run.inputs_digest}, {"inputs_digest": run.receipt["digests"]["inputs"]}
    )
    if receipt:
        found += _unequal("file", _read(receipt)["digests"], run.receipt["digests"])
    return found


def _unequal(where: str, ours: dict[str, Any], theirs: dict[str, Any]) -> Sequence[Difference]:
    return [
        Difference(f"{where}.{name}", ours[name], theirs.get(name)) for name in ours if ours[name] != theirs.get(name)
    ]


def _read(name: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        document = json.loads(text)
    except (OSError, ValueError) as error:
        raise CommandError(f"The receipt {name} cannot be read: {error}") from error
    if not isinstance(document, dict):
        raise CommandError(f"The receipt {name} is not a JSON object.")
    return document
