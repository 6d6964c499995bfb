"""What a KPI that is only being written would be, on the facts as they are."""

from collections.abc import Sequence
from datetime import datetime

from django.db import OperationalError, connection, transaction

from kpis.core.formula import Answer
from kpis.models import Definition
from kpis.selectors import Ask, current_definitions, newest_credit, values
from kpis.selectors.credit import DEFAULT_MODEL
from kpis.services.definitions import Draft, KpiRefused, check_formula
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from organisation.selectors import organisation

PATIENCE = "4s"


@transaction.atomic
def preview(draft: Draft, windows: Sequence[Window], *, now: datetime) -> Sequence[tuple[Window, Answer]]:
    """The draft's values in each window; nothing is kept. Raises KpiRefused with a sentence."""
    if not draft.formula:
        raise KpiRefused("Without a formula its values come from outside; import them as values of KPIs.")
    current = current_definitions()
    check_formula(draft, {row.key: row.formula for row in current})
    row = Definition(key=draft.key, name=draft.name, formula=draft.formula, unit=draft.unit, is_level=draft.is_level)
    credits, _ = newest_credit(model=DEFAULT_MODEL)
    ask = Ask(tuple(windows), (Scope(),), now, organisation().time_zone)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{PATIENCE}'")  # a page waits for it
    try:
        with transaction.atomic():
            found = values([row], ask, credits=credits)
    except OperationalError as error:
        raise KpiRefused("The preview takes too long on this much data. Save it; it is measured tonight.") from error
    return [(one.cell.window, one.answer) for one in found]
