"""manage.py judge_attribution WORLD …: how far each model's credit is from the truth of simulated worlds."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone


class Command(BaseCommand):
    help = "Judges every attribution model in worlds whose truth is known; all worlds where none is named."
    requires_system_checks: list[str] = []
    needs_servers = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("worlds", nargs="*", metavar="WORLD", help="such as clean, confounded or b2b_messy")
        parser.add_argument("--seeds", type=int, default=3, help="worlds of full size of each kind; default 3")
        parser.add_argument("--small", type=int, default=27, help="small worlds of each kind, for the intervals")
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--out", type=Path, help="folder for truth.json and truth.md; made if missing")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--ship", action="store_true", help="also renew the report that the page and the docs show")

    def handle(self, *arguments: Any, worlds: list[str], out: Path | None, **options: Any) -> None:
        from attribution.judging.report import Plan, report
        from attribution.judging.shipped import as_text, ship, write
        from simulator.core.worlds import WORLDS, UnknownWorld

        if options["seeds"] < 1 or options["small"] < 0 or options["processes"] < 1:
            raise CommandError("--seeds and --processes are at least 1, --small is at least 0.")
        if options["ship"] and worlds:
            raise CommandError("Only a report on all worlds is shipped: name no world with --ship.")
        plan = Plan(worlds or list(WORLDS), options["seeds"], options["small"], options["processes"])
        try:
            told = report(plan, made_on=timezone.localdate(), progress=self.stderr.write)
        except UnknownWorld as error:
            raise CommandError(str(error)) from error
        if out:
            write(told, out)
        if options["ship"]:
            ship(told)
        as_json = options["format"] == "json"
        self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) if as_json else as_text(told))
