"""`manage.py backup FILE`: database, uploaded files and secret key in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alignment.config import backup


class Command(BaseCommand):
    help = "Write the database, the uploaded files and the secret key into one file; Sightline may run meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *arguments: object, file: Path, **options: object) -> None:
        try:
            backup.save(file.resolve())
        except backup.CannotBackUp as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Kept in {file}, {file.stat().st_size / 1e6:.1f} MB. Keep it where only you can read it.")
