"""Write one milestone's outcome into the database."""

from collections.abc import Iterator
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from attribution.core.bootstrap import interval, shares
from attribution.core.transitions import Floats
from attribution.engine.outcome import Estimate, Grouped, Outcome
from attribution.models import Credit, CreditBand, CreditRun, CreditTotal, Milestone
from attribution.services.copying import NOBODY, cents, copy_rows, millionths, named

# Leads and the stages of a person bring no money of their own.
WITH_MONEY = (Milestone.OPPORTUNITY, Milestone.WON, Milestone.ORDER)


def keep(run: CreditRun, milestone: Milestone, outcome: Outcome) -> None:
    """Totals, the cube and the bands of a milestone; call inside the transaction that publishes the run."""
    CreditTotal.objects.bulk_create(
        CreditTotal(
            run=run,
            milestone=milestone,
            month=total.month or 0,
            scope_id=total.scope_id,
            conversions=millionths(total.conversions),
            value=cents(total.value),
            unattributed_conversions=millionths(total.unattributed_conversions),
            unattributed_value=cents(total.unattributed_value),
            unknown_values=total.unknown_values,
        )
        for total in outcome.totals
    )
    if outcome.cells is not None and len(outcome.cells):
        copy_rows(Credit, _rows(_credited(outcome.cells)), run_id=run.pk, milestone=int(milestone))
    bands = [*_bands(run, milestone, outcome.channels, "channel")]
    bands += _bands(run, milestone, outcome.campaigns, "campaign") if outcome.campaigns else []
    CreditBand.objects.bulk_create(bands, batch_size=2000)


def _credited(cells: pa.Table) -> pa.Table:
    """Without the cells that a model gives nothing and is sure of: most cells of the first and last touch are such."""
    measures = ("conversions", "value", "conversions_error", "value_error")
    said = [pc.not_equal(pc.fill_null(pc.cast(cells.column(name), pa.float64()), 0.0), 0.0) for name in measures]
    return cells.filter(reduce(pc.or_, said))


def _rows(cells: pa.Table) -> pa.Table:
    """The cube's rows as the table has them; the engine's -1 for "none" becomes empty."""
    cells = cells.append_column("is_unattributed", pc.is_null(cells.column("channel_id")))
    for name in ("channel_id", "campaign_id", "asset_id"):
        cells = cells.set_column(cells.schema.get_field_index(name), name, _none(cells.column(name)))
    return cells


def _none(ids: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(ids, NOBODY), pa.scalar(None, ids.type), ids)


def _bands(run: CreditRun, milestone: Milestone, grouped: Grouped, by: str) -> Iterator[CreditBand]:
    for model, estimate in grouped.models.items():
        parts = _share_bounds(estimate, has_money=milestone in WITH_MONEY)
        for place, group in enumerate(grouped.ids.tolist()):
            bounds = {name: float(bound[place]) for name, bound in parts.items()}
            yield CreditBand(
                run=run,
                model=model.value,
                milestone=milestone,
                by=by,
                **named(by, group),
                **_numbers(estimate, place),
                **bounds,
            )


def _share_bounds(estimate: Estimate, *, has_money: bool) -> dict[str, Floats]:
    """Of every group's share of what is attributed; the share itself lies inside, as does an amount in its interval."""
    replicates = estimate.value_replicates if has_money else estimate.conversion_replicates
    if replicates is None or not replicates.size:
        return {}
    found = shares((estimate.value if has_money else estimate.conversions)[None])[0]
    band = interval(shares(replicates))
    return {"share_low": np.minimum(band.low, found), "share_high": np.maximum(band.high, found)}


def _numbers(estimate: Estimate, place: int) -> dict[str, float | None]:
    conversions, value = estimate.conversion_band, estimate.value_band
    effect = estimate.removal_effect
    return {
        "conversions": float(estimate.conversions[place]),
        "value": float(estimate.value[place]),
        "removal_effect": None if effect is None else float(effect[place]),
        "conversions_low": None if conversions is None else float(conversions.low[place]),
        "conversions_high": None if conversions is None else float(conversions.high[place]),
        "value_low": None if value is None else float(value.low[place]),
        "value_high": None if value is None else float(value.high[place]),
    }
