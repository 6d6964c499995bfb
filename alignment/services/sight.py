"""Draw the lines of sight of all key results that follow a KPI, so that pages only read them."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from alignment.core.divided import Divided, write
from alignment.models import LineOfSight
from alignment.selectors.sight import SPLITS, divided
from attribution.models import CreditRun
from kpis.models import Binding
from kpis.selectors import current_definitions
from okrs.models import Cycle, KeyResult
from okrs.selectors import reported
from organisation.core.calendar import Window
from organisation.selectors import today

Publishing = Callable[[], AbstractContextManager[None]]


def draw_lines(
    run: CreditRun | None, *, model: str, now: datetime, publishing: Publishing = nullcontext
) -> list[LineOfSight]:
    """Divide every bound key result of a cycle that is not closed, and put the result in place of the one before.

    Those of frozen cycles are drawn beside what was reported.
    """
    day, definitions = today(now), {row.key: row for row in current_definitions()}
    bindings = Binding.objects.filter(
        key_result__state=KeyResult.State.ACTIVE, key_result__objective__cycle__starts_on__lte=day
    ).select_related("key_result__objective__cycle")
    frozen = {cycle.pk for cycle in {row.key_result.objective.cycle for row in bindings} if reported(cycle)}
    rows = []
    for binding in bindings:
        is_restated = binding.key_result.objective.cycle_id in frozen
        if binding.key_result.objective.cycle.state == Cycle.State.CLOSED and not is_restated:
            continue
        cycle, definition = binding.key_result.objective.cycle, definitions.get(binding.kpi)
        so_far = Window(cycle.starts_on, min(cycle.ends_on, day + timedelta(days=1)))
        for by in SPLITS:
            found = (
                divided(binding, definition, run, by=by, model=model, so_far=so_far)
                if definition
                else Divided(reason=f"The KPI {binding.kpi} is out of use.")
            )
            rows.append(
                LineOfSight(
                    key_result=binding.key_result, by=by, credit_run_id=run.pk if run else None, made_at=now,
                    content=write(found), is_restated=is_restated,
                )
            )  # fmt: skip
    with publishing():
        drawn = {(row.key_result_id, row.is_restated) for row in rows}
        for is_restated in (False, True):
            keys = [key for key, beside in drawn if beside == is_restated]
            LineOfSight.objects.filter(key_result__in=keys, is_restated=is_restated).delete()
        LineOfSight.objects.bulk_create(rows)
    return rows
