"""Keep which controls a media mix takes in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from forecasts.models import MixControls
from jobs.services import enqueue
from kpis.models import Definition
from people.models import User
from people.services import record


@transaction.atomic
def choose_controls(
    outcome: Definition, *, season: bool, chosen: Sequence[str], by: User, now: datetime
) -> MixControls:
    """For this and every later fit of the outcome; the fit with them is put into the ledger of jobs."""
    given = {"season": season, "chosen": list(chosen)}
    row, _ = MixControls.objects.update_or_create(
        outcome=outcome.key, defaults={**given, "chosen_at": now, "chosen_by": by}
    )
    record(by=by, verb="outlook.controls_chosen", subject=row, detail={"outcome": outcome.key, **given})
    enqueue("forecasts.mix", {"outcome": outcome.key}, by=by, coalesce=True)
    return row
