"""What a run keeps beside credit: sourcing, influence, standing and the range over models and look-backs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from attribution.core.settings import Settings, UnitKind
from attribution.core.standing import standing
from attribution.engine import readings
from attribution.engine.connection import Engine
from attribution.engine.outcome import Grouped, Outcome
from attribution.engine.spans import Span, other_lookbacks, span
from attribution.models import CreditRange, CreditRun, Grouping, Influence, Milestone, Sourcing, Standing
from attribution.services.copying import NOBODY, copy_rows, named
from attribution.services.keeping import WITH_MONEY

DEALS = (Milestone.OPPORTUNITY, Milestone.WON)
OTHER_LOOKBACK_DAYS = {UnitKind.PERSON: (30.0, 180.0), UnitKind.ACCOUNT: (90.0, 180.0)}
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Beside:
    """Results of one milestone beside its credit; `sourcing` None for people and orders."""

    sourcing: pa.Table | None
    influence: Mapping[Grouping, pa.Table]
    spans: Mapping[Grouping, Span]


def look_beside(running: Engine, milestone: Milestone, settings: Settings, outcome: Outcome) -> Beside:
    """Right after the milestone was attributed; overwrites its journeys in the end."""
    sourced = readings.sourcing(running) if milestone in DEALS else None
    influenced = {by: readings.influence(running, by=by.value) for by in Grouping}
    outcomes = [outcome, *other_lookbacks(running, settings, OTHER_LOOKBACK_DAYS[settings.unit_kind])]
    spans = {by: span([answer for one in outcomes if (answer := grouped(one, by))]) for by in Grouping}
    return Beside(sourced, influenced, spans)


def keep_beside(run: CreditRun, milestone: Milestone, beside: Beside, outcome: Outcome) -> None:
    """Call inside the transaction that publishes the run."""
    if beside.sourcing is not None:
        copy_rows(Sourcing, beside.sourcing, run_id=run.pk, milestone=int(milestone))
    for by, rows in beside.influence.items():
        named = rows.rename_columns([f"{by}_id" if name == "group_id" else name for name in rows.column_names])
        copy_rows(Influence, named, run_id=run.pk, milestone=int(milestone), by=by.value)
    for by, found in beside.spans.items():
        CreditRange.objects.bulk_create(_ranges(run, milestone, by, found), batch_size=BATCH)
    Standing.objects.bulk_create(_standings(run, milestone, outcome), batch_size=BATCH)


def grouped(outcome: Outcome, by: Grouping) -> Grouped | None:
    return outcome.channels if by is Grouping.CHANNEL else outcome.campaigns


def _ranges(run: CreditRun, milestone: Milestone, by: Grouping, found: Span) -> Iterator[CreditRange]:
    for place, group in enumerate(found.ids.tolist()):
        yield CreditRange(
            run=run,
            milestone=milestone,
            by=by,
            **named(by.value, group),
            conversions_low=float(found.conversions_low[place]),
            conversions_high=float(found.conversions_high[place]),
            value_low=float(found.value_low[place]),
            value_high=float(found.value_high[place]),
        )


def _standings(run: CreditRun, milestone: Milestone, outcome: Outcome) -> Iterator[Standing]:
    measure = Standing.Measure.VALUE if milestone in WITH_MONEY else Standing.Measure.CONVERSIONS
    for by in Grouping:
        answer = grouped(outcome, by)
        for model, estimate in answer.models.items() if answer else ():
            amounts = (estimate.conversions, estimate.conversion_replicates)
            if measure is Standing.Measure.VALUE:
                amounts = (estimate.value, estimate.value_replicates)
            credit, replicates = amounts
            if replicates is None or not len(credit):
                continue
            order = standing(credit, replicates)
            ids = [None if group == NOBODY else group for group in answer.ids[order.groups].tolist()]
            yield Standing(
                run=run, model=model.value, milestone=milestone, by=by, measure=measure,
                groups=ids, ranks=order.ranks.tolist(), beats=order.beats.tolist(),
            )  # fmt: skip
