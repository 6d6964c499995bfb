"""`manage.py restore FILE --yes`: put everything back as it was when the backup was made."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alignment.config import backup


class Command(BaseCommand):
    help = "Replace the database, the uploaded files and the secret key by those of a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="what is there now may be thrown away")

    def handle(self, *arguments: object, file: Path, yes: bool, **options: object) -> None:
        if not yes:
            raise CommandError("This throws away what is there now. Say --yes if that is what you want.")
        try:
            backup.restore(file.resolve())
        except backup.CannotBackUp as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Restored. Run `manage.py migrate` if the backup came from an older version.")
