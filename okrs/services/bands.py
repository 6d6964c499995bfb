"""When a status holds: one set of bands for the whole company."""

from decimal import Decimal

from django.db import transaction

from okrs.models import StatusBands
from okrs.services.errors import Refused
from people.models import User
from people.services import record

LATEST = Decimal("0.5")
HIGHEST = Decimal(2)


@transaction.atomic
def set_status_bands(*, on_track: Decimal, at_risk: Decimal, too_early: Decimal, by: User) -> StatusBands:
    """Ratios of progress to expected progress, and the share of the way before which nothing is judged.

    Statuses of open cycles follow at once; those of closed cycles were kept when they closed.
    """
    if not 0 < at_risk < on_track <= HIGHEST:
        said = f"At risk must begin above 0 % and below on track, which is at most {HIGHEST * 100} %."
        raise Refused(said, field="at_risk")
    if not 0 <= too_early <= LATEST:
        raise Refused(f"Judging must begin between 0 % and {LATEST * 100:.0f} % of the way.", field="too_early")
    row = StatusBands.objects.select_for_update().filter(pk=1).first() or StatusBands(pk=1)
    wished = {"on_track": on_track, "at_risk": at_risk, "too_early": too_early}
    changes = {name: [str(getattr(row, name)), str(new)] for name, new in wished.items() if getattr(row, name) != new}
    for name, new in wished.items():
        setattr(row, name, new)
    row.save()
    if changes:
        detail = {name: {"from": old, "to": new} for name, (old, new) in changes.items()}
        record(by=by, verb="okrs.status_bands_changed", detail=detail)
    return row
