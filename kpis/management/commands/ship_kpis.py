"""manage.py ship_kpis: bring the shipped KPIs up to this version of Sightline."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kpis.services import ship_catalogue


class Command(BaseCommand):
    help = "Defines the KPIs that Sightline ships; what people changed stays."

    def handle(self, *arguments: Any, **options: Any) -> None:
        changed = ship_catalogue(now=timezone.now())
        if changed and options["verbosity"]:
            self.stdout.write(f"{changed} KPIs are defined.")
