"""Write what a run saw of journeys."""

import json
from collections.abc import Mapping

import pyarrow as pa

from attribution.engine.outcome import Outcome
from attribution.engine.shapes import Seen, Shape
from attribution.models import CreditRun, JourneyMonth, Milestone, ScopeCombination, Unattributed
from attribution.services.copying import cents, copy_rows
from organisation.core.scope import DIMENSIONS


def keep_journeys(run: CreditRun, milestone: Milestone, seen: Seen) -> None:
    """The shapes and reasons of a milestone; call inside the transaction that publishes the run."""
    copy_rows(JourneyMonth, _rows(seen), run_id=run.pk, milestone=int(milestone))
    Unattributed.objects.bulk_create(
        Unattributed(
            run=run,
            milestone=milestone,
            month=why.month or 0,
            scope_id=why.scope_id,
            reason=why.reason,
            milestones=why.milestones,
            value=cents(why.value),
            unknown_values=why.unknown_values,
        )
        for why in seen.reasons
    )


def extent(outcomes: Mapping[Milestone, Outcome]) -> dict[str, object]:
    """First and last month by milestone, and the values of every dimension: what pages may ask for."""
    totals = {milestone: outcome.totals for milestone, outcome in outcomes.items()}
    reached = {
        milestone.name.lower(): [min(months), max(months)]
        for milestone, rows in totals.items()
        if (months := [total.month for total in rows if total.month])
    }
    used = {total.scope_id for rows in totals.values() for total in rows}
    scopes = ScopeCombination.objects.filter(pk__in=used)
    values = {name: sorted({getattr(scope, name) for scope in scopes} - {""}) for name in DIMENSIONS}
    return {"months": reached, "dimensions": {name: found for name, found in values.items() if found}}


def _rows(seen: Seen) -> pa.Table:
    """The shapes as the table has them."""
    slots = [shape.slot for shape in seen.shapes]
    return pa.table(
        {
            "month": pa.array([slot.month or 0 for slot in slots], pa.int32()),
            "scope_id": pa.array([slot.scope_id for slot in slots], pa.int64()),
            "touched": pa.array([slot.touched for slot in slots], pa.string()),
            "touched_id": pa.array([slot.touched_id for slot in slots], pa.int64()),
            "journeys": pa.array([shape.journeys for shape in seen.shapes], pa.int64()),
            "shape": pa.array([json.dumps(document(shape)) for shape in seen.shapes], pa.string()),
        }
    )


def document(shape: Shape) -> dict[str, object]:
    """The shape as it is stored; JSON has no whole numbers as keys, so that counts are pairs."""
    return {
        "paths": [[path.channels, path.journeys, path.value] for path in shape.paths],
        "touches": sorted(shape.touches.items()),
        "days": sorted(shape.days.items()),
        "first": [[channel, *found] for channel, found in sorted(shape.first.items())],
        "last": [[channel, *found] for channel, found in sorted(shape.last.items())],
    }
