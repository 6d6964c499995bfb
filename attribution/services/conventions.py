"""Decide how journeys to a milestone are cut and weighed."""

from collections.abc import Mapping

from django.db import transaction

from attribution.models import Convention, Milestone
from attribution.selectors.conventions import conventions
from jobs.services import enqueue
from people.models import User
from people.services import record

RECOMPUTE = "reports.recompute"


@transaction.atomic
def change_convention(milestone: Milestone, values: Mapping[str, object], *, by: User) -> None:
    """Keep the settings of one milestone and compute everything anew; runs before stay as they were."""
    before = conventions()[milestone]
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    row, _ = Convention.objects.update_or_create(
        milestone=milestone, defaults={name: getattr(before, name) for name in DECIDED} | dict(values)
    )
    record(by=by, verb="attribution.settings_changed", subject=row, detail=changed)
    enqueue(RECOMPUTE, by=by, coalesce=True)


DECIDED = tuple(field.name for field in Convention._meta.fields if field.name not in ("id", "milestone"))
