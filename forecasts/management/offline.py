"""What all offline commands share: no server, a seed, JSON out, and a sentence instead of a traceback."""

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from math import isfinite
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forecasts.management.tables import TableProblem

SEED = 20_240
# Small matrices gain nothing from threads; numpy reads this when a command first imports it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class OfflineCommand(ABC, BaseCommand):
    """A command that reads files, touches no database, and prints one JSON document.

    Subclasses define `arguments` and `answer`; what `answer` returns may hold dataclasses, enums and numpy numbers.
    """

    needs_servers = False
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        self.arguments(parser)
        parser.add_argument("--out", help="file for the JSON; without it the JSON goes to standard output")
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed gives the same digits")

    def handle(self, *args: Any, **options: Any) -> None:
        from forecasts.core.errors import CannotForecast

        try:
            answer = self.answer(**options)
        except (CannotForecast, TableProblem) as problem:
            raise CommandError(str(problem)) from problem
        text = json.dumps(plain(answer), indent=2, ensure_ascii=False, allow_nan=False)
        if options["out"]:
            write_text(options["out"], text + "\n")
        else:
            self.stdout.write(text)

    @abstractmethod
    def arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes besides --out and --seed."""

    @abstractmethod
    def answer(self, **options: Any) -> Mapping[str, object]:
        """Compute the document."""


def plain(thing: Any) -> Any:
    """The same in dicts, lists, strings and numbers; a number that is not finite becomes null."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, Enum):
        return thing.value
    if hasattr(thing, "tolist"):
        return plain(thing.tolist())
    if isinstance(thing, list | tuple):
        return [plain(one) for one in thing]
    if isinstance(thing, float):
        return float(f"{thing:.7g}") if isfinite(thing) else None
    return thing


def write_text(path: str, text: str) -> None:
    """Write a result file, or say in a sentence why it cannot be written."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.") from problem


def pairs(given: list[str] | None, *, option: str) -> dict[str, float]:
    """`NAME=NUMBER` arguments as a mapping; a sentence for anything else."""
    found = {}
    for one in given or []:
        name, _, number = one.rpartition("=")
        try:
            found[name] = float(number)
        except ValueError:
            name = ""
        if not name or not isfinite(found.get(name, 0.0)):
            raise CommandError(f"{option} takes NAME=NUMBER, not “{one}”.")
    return found
