"""manage.py verify: prove that the stored numbers hold together."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alignment.selectors.proofs import proofs


class Command(BaseCommand):
    help = "Proves conservation of imports, credit + unattributed = CRM, and that scores recompute from their receipts."

    def handle(self, *arguments: Any, **options: Any) -> None:
        failed = 0
        for proof in proofs():
            self.stdout.write(f"{'holds' if proof.holds else 'FAILS'}  {proof.statement} ({proof.compared:,} compared)")
            for failure in proof.failures[:10]:
                self.stdout.write(f"       {failure}")
            failed += not proof.holds
        if failed:
            raise CommandError(f"{failed} proof{'' if failed == 1 else 's'} failed; what does not hold stands above.")
        self.stdout.write("All numbers hold together.")
