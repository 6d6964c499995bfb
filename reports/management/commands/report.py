"""manage.py report: the numbers of a cycle as a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from okrs.models import Cycle
from organisation.core.scope import DIMENSIONS, Scope
from organisation.selectors import today
from reports import selectors
from reports.core.about import Part
from reports.models import BuiltDocument, StoredSnapshot


class Command(BaseCommand):
    help = "Writes the report of a cycle: json, pdf, pptx, xlsx or csv (a zip archive of every table)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cycle", required=True, help="name of the cycle, such as “Q3 FY26”")
        parser.add_argument("--format", required=True, choices=BuiltDocument.Kind.values, dest="kind")
        parser.add_argument("--out", required=True, type=Path, help="the file to write")
        parser.add_argument(
            "--scope", nargs="+", default=[], metavar="DIMENSION=VALUE", help="only a part of the business"
        )

        parser.add_argument("--restated", action="store_true", help="a frozen cycle with the facts of now")

    def handle(
        self, *arguments: Any, cycle: str, kind: str, out: Path, scope: Sequence[str] = (), restated: bool = False,
        **options: Any,
    ) -> None:  # fmt: skip
        from reports.services.documents import issued_words, words_on, written  # Typst and Office writers

        named = Cycle.objects.filter(name__iexact=cycle).first()
        if named is None:
            known = ", ".join(Cycle.objects.values_list("name", flat=True)[:8])
            raise CommandError(
                f"There is no cycle {cycle!r}. {f'There are {known}.' if known else 'There is none yet.'}"
            )
        stored = selectors.snapshot(named) if restated else selectors.as_shown(named)
        if stored is None:
            raise CommandError(f"Nothing has been computed for {named} yet; run manage.py recompute first.")
        now = timezone.now()
        if scope:
            stored = _scoped(named, scope, among=selectors.numbers(stored).about.parts)
        found = selectors.numbers(stored)
        content = written(
            found,
            selectors.annex(stored),
            BuiltDocument.Kind(kind),
            said=words_on(stored),
            issued=issued_words(stored),
            now=now,
            bridge=None if scope else selectors.restated(named),
        )
        try:
            out.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{out} holds {named} as of {found.about.as_of:%-d %b %Y}, {len(content):,} bytes.")


def _scoped(cycle: Cycle, wanted: Sequence[str], *, among: Sequence[Part]) -> StoredSnapshot:
    """The cycle's numbers inside a scope, from the newest runs."""
    from reports.services.snapshot import NotComputed, store_scoped

    values: dict[str, list[str]] = {}
    for pair in wanted:
        dimension, equals, value = pair.partition("=")
        if not equals or not value:
            raise CommandError(f"{pair!r} is not a scope; write it as segment=Retail.")
        values.setdefault(dimension, []).append(value)
    known = {part.dimension: part.values for part in among}
    for dimension, given in values.items():
        strange = [value for value in given if value not in known.get(dimension, ())]
        if strange and dimension in DIMENSIONS:
            there = f"There are {', '.join(known[dimension][:8])}." if known.get(dimension) else "No deal names any."
            raise CommandError(f"No deal has the {dimension.replace('_', ' ')} {strange[0]!r}. {there}")
    now = timezone.now()
    try:
        return store_scoped(cycle, Scope.from_mapping(values), day=today(now), now=now)
    except (ValueError, NotComputed) as error:
        raise CommandError(str(error)) from error
