"""manage.py recompute: compute attribution, scores and pages now, in this process."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.services.recompute import recompute_all


class Command(BaseCommand):
    help = "Computes attribution, the scores of all open cycles and their pages from the facts as they are now."

    def handle(self, *arguments: Any, **options: Any) -> None:
        def said(share: float, sentence: str) -> None:
            if options["verbosity"] > 1:
                self.stderr.write(f"{share:4.0%} {sentence}")

        self.stdout.write(recompute_all(now=timezone.now(), progress=said))
