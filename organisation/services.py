"""Change the company's settings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from organisation.models import Organisation
from people.models import User
from people.services import record

CHANGEABLE = ("name", "currency", "time_zone", "fiscal_year_starts", "week_starts")


@transaction.atomic
def change_organisation(*, values: Mapping[str, Any], by: User, now: datetime) -> Organisation:
    """Set the settings given; the others stay.

    Raises ValidationError with a sentence a field where a value cannot be accepted. The first change also notes
    that the organisation has been set up.
    """
    stored, _ = Organisation.objects.select_for_update().get_or_create(pk=1)
    changes = {
        field: {"from": getattr(stored, field), "to": values[field]}
        for field in CHANGEABLE
        if field in values and values[field] != getattr(stored, field)
    }
    for field in changes:
        setattr(stored, field, values[field])
    stored.set_up_at = stored.set_up_at or now
    stored.clean_fields()
    stored.save()
    if changes:
        record(by=by, verb="organisation.changed", subject=stored, detail=changes)
    return stored
