"""Import one file from the command line."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from imports import registry, selectors, services
from imports.core.mapping import Choices
from imports.core.result import Result

SOME_REJECTED, NOTHING_IMPORTED = 3, 4
SHOWN = 20


class Command(BaseCommand):
    """Exit code 0: no row was rejected; 3: some were; 4: nothing was imported, all rows being rejected or skipped."""

    help = "Import a file of facts: all of its rows or none, with a line that accounts for every row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--target",
            default="",
            help="what the rows are, such as opportunities; recognised by its headings if left out",
        )
        parser.add_argument("--preset", default="", help="the vendor's export; recognised by its headings if left out")
        parser.add_argument("--mapping", type=Path, help="a JSON file of columns, constants and answers")
        parser.add_argument("--source", default="file", help="the system the file comes from (default: file)")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = _import(**{name: options[name] for name in ("file", "target", "preset", "mapping", "source")})
        except (services.FileRefused, services.NotReady, registry.UnknownName, OSError) as error:
            answers = error.answers if isinstance(error, services.NotReady) else ()
            if options["format"] == "json":
                asked = [{"sentence": sentence, "answer": answer} for sentence, answer in answers]
                self.stdout.write(json.dumps({"error": str(error), "questions": asked}, ensure_ascii=False))
            told = "".join(f"\n  {sentence} In a mapping: {answer}" for sentence, answer in answers)
            raise CommandError(f"Nothing was imported.{told or f' {error}'}", returncode=NOTHING_IMPORTED) from error
        self._show(result, options["format"])
        line = result.conservation
        if line.read == line.rejected + line.skipped:
            sys.exit(NOTHING_IMPORTED)
        if line.rejected:
            sys.exit(SOME_REJECTED)

    def _show(self, result: Result, form: str) -> None:
        if form == "json":
            self.stdout.write(json.dumps(result.as_mapping(), ensure_ascii=False, indent=2))
            return
        read_as = f", read as {registry.preset(result.preset).label}" if result.preset else ""
        self.stdout.write(
            f"Import {result.batch}, {registry.target(result.target).label} from {result.source}{read_as}:"
        )
        self.stdout.write(f"  {result.conservation}")
        for found in result.detected.sums:
            self.stdout.write(
                f"  {found.amount:,.2f} {found.currency} in {found.rows:,} rows, {found.unknown:,} unknown"
            )
        for warning in result.detected.warnings:
            self.stdout.write(f"  Note: {warning}")
        if result.detected.dropped:
            dropped = result.detected.dropped
            more = f" and {len(dropped) - SHOWN} more columns" if len(dropped) > SHOWN else ""
            self.stdout.write(f"  Not imported: {', '.join(dropped[:SHOWN])}{more}")
        kinds = selectors.issue_kinds(selectors.batch(result.batch))  # type: ignore[arg-type]
        for fate, column, reason, rows, first in kinds[:SHOWN]:
            where = f"first on line {first:,}" + (f"; {column}" if column else "")
            self.stdout.write(f"  {rows:,} {fate} ({where}): {reason}")
        if len(kinds) > SHOWN:
            self.stdout.write(f"  and {len(kinds) - SHOWN:,} more reasons; see the page of the import.")


def _import(*, file: Path, target: str, preset: str, mapping: Path | None, source: str) -> Result:
    now = timezone.now()
    try:
        choices = Choices.from_mapping(json.loads(mapping.read_text())) if mapping else Choices()
    except json.JSONDecodeError as error:
        raise services.FileRefused(f"{mapping} is not JSON: {error}.") from error
    if preset and not target:
        target = registry.preset(preset).target
    with file.open("rb") as stream:
        batch = services.open_batch(
            stream=stream,
            name=file.name,
            target=target or services.target_of(file, name=file.name),
            preset=preset,
            choices=choices,
            source=source,
            now=now,
        )
    return services.load(batch, now=now)
