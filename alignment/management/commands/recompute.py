"""manage.py recompute: compute attribution and scores now, in this process."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alignment.services.recompute import recompute_all


class Command(BaseCommand):
    help = "Computes attribution and the scores of all open cycles from the facts as they are now."

    def handle(self, *arguments: Any, **options: Any) -> None:
        def said(share: float, sentence: str) -> None:
            if options["verbosity"] > 1:
                self.stderr.write(f"{share:4.0%} {sentence}")

        self.stdout.write(str(recompute_all(now=timezone.now(), progress=said)))
