"""Gather the facts of one cycle that its score is computed from; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from alignment.core.dated import links_in_money
from alignment.core.inputs import CreditFacts, ObjectiveFacts, ScoreInputs
from alignment.selectors.dated import dated_links
from alignment.selectors.keys import campaign_key, objective_key
from alignment.selectors.money import money_of
from forecasts.selectors.court import refuted_leads
from kpis.selectors import Paths, paths
from okrs.models import BusinessObjective, Cycle, KeyResult
from okrs.selectors import ObjectiveRow, flat, objectives_with_progress
from okrs.selectors.plan import business_objectives_between
from organisation.core.calendar import Window
from organisation.core.scope import Scope

__all__ = ["Credits", "campaign_key", "day_of", "objective_key", "score_inputs"]

Credits = Mapping[str, Sequence[CreditFacts]]


def score_inputs(
    cycle: Cycle,
    *,
    today: date,
    credits: Credits | None = None,
    locked_model: str = "",
    target_long_share: Decimal | None = None,
    ways: Paths | None = None,
) -> ScoreInputs:
    """Facts of the cycle as of `today`, or as of its last day when it is over. Spend counts up to that day.

    `ways` are the cycle's KPI paths as of that day, read here unless they are given.
    """
    as_of = day_of(cycle, today=today)
    window = Window(cycle.starts_on, as_of + timedelta(days=1))
    ways = ways or paths(cycle, as_of=as_of, refuted=refuted_leads())
    links = dated_links(cycle, on=as_of, ways=ways)
    money = money_of(window, links)
    keys = {row.key for row in money.campaigns}
    objectives = _objectives(cycle, ways, today=as_of)
    served = {row.key for row in objectives}
    weighted = links_in_money(links, spent=money.days, last=as_of)
    return ScoreInputs(
        cycle=cycle.name,
        as_of=as_of,
        objectives=objectives,
        campaigns=money.campaigns,
        links=[link for link in weighted if link.campaign in keys and link.objective in served],
        credits=credits or {},
        locked_model=locked_model,
        target_long_share=target_long_share,
        credit_notes=money.credit_notes,
    )


def day_of(cycle: Cycle, *, today: date) -> date:
    """The day as of which a cycle is looked at: today, kept inside the cycle."""
    return max(min(today, cycle.ends_on - timedelta(days=1)), cycle.starts_on)


def _objectives(cycle: Cycle, ways: Paths, *, today: date) -> list[ObjectiveFacts]:
    serving: dict[int, list[ObjectiveRow]] = defaultdict(list)
    for row in flat(objectives_with_progress(cycle, today=today)):
        if row.objective.business_objective_id:
            serving[row.objective.business_objective_id].append(row)
    there = business_objectives_between(today, cycle.ends_on)
    return [_objective(row, serving.get(row.pk, []), ways) for row in there]


def _objective(row: BusinessObjective, serving: Sequence[ObjectiveRow], ways: Paths) -> ObjectiveFacts:
    live = [found for found in serving if found.objective.state != "dropped"]
    return ObjectiveFacts(
        key=objective_key(row.pk),
        name=row.name,
        weight=row.weight,
        target_share=row.target_share,
        progress=_mean([(found.objective.weight, found.progress) for found in live]),
        expected=_mean([(found.objective.weight, found.expected) for found in live if found.progress is not None]),
        measurable=any(_measurable(found.key_result) for o in live for found in o.key_results),
        outcome_kpi=any(ways.has_outcome(found.objective.pk) for found in live),
        scoped=bool(Scope.from_mapping(row.scope)),
    )


def _measurable(row: KeyResult) -> bool:
    """A live key result that says where it starts and where it should end, or the band it should hold."""
    starts = row.baseline is not None or row.kind not in {"increase", "decrease"}
    ends = row.target is not None or row.kind in {"within", "milestone"}
    return row.state == KeyResult.State.ACTIVE and starts and ends


def _mean(pairs: Sequence[tuple[Decimal, float | None]]) -> float | None:
    """Weighted mean of what is known; unweighted where all weights are 0."""
    known = [(float(weight), value) for weight, value in pairs if value is not None]
    if not known:
        return None
    whole = sum(weight for weight, _ in known)
    if whole == 0:
        return sum(value for _, value in known) / len(known)
    return sum(weight * value for weight, value in known) / whole
