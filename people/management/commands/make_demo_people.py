"""`manage.py make_demo_people`: log-ins to try Sightline with, made at the first start."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from people import services
from people.services import DemoLogIn


class Command(BaseCommand):
    help = "Make one person of each role with a random password, if there is nobody yet, and print their log-ins."

    def handle(self, *arguments: object, **options: object) -> None:
        file: Path = settings.PLACES.data / "demo-logins.txt"
        made = services.make_demo_people()
        if not made:
            kept = f" Those of the first start are in {file}." if file.exists() else ""
            self.stdout.write(f"There are people already; no demo log-ins were made.{kept}")
            return
        text = _lines(made)
        _keep(file, text)
        self.stdout.write(f"{text}\nKept for you alone in {file}")


def _lines(made: Sequence[DemoLogIn]) -> str:
    return "\n".join(f"{entry.role:<16}{entry.email:<26}{entry.password}" for entry in made)


def _keep(file: Path, text: str) -> None:
    """Write a file that only its owner may read, whatever stood there before."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text + "\n")
