"""Gather what findings are made from, around the inputs of a score; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from django.db.models import Count, Q

from alignment.core.dated import TWELFTH
from alignment.core.inputs import ScoreInputs
from alignment.core.situation import AimFacts, HandoverFacts, Situation, StrandedFacts
from alignment.selectors.dated import Stranding, strandings
from alignment.selectors.desk import Show, desk
from alignment.selectors.keys import campaign_key, objective_key
from alignment.selectors.kpi_facts import kpi_facts
from alignment.selectors.moved import fallen_kpis
from alignment.selectors.moves import planned_moves
from alignment.selectors.restated import restated
from campaigns.selectors import clicks_by_campaign, spend_by_day
from kpis.core.words import Family
from kpis.selectors import Paths, current_definitions, latest
from okrs.models import Cycle, KeyResult, Objective
from organisation.core.calendar import Window

LIVE = (Objective.State.DRAFT, Objective.State.ACTIVE)
HANDOVER = "sla_met"
FEWEST_HANDOVERS = 10
NOTHING = Decimal("0.00")


def situation(cycle: Cycle, inputs: ScoreInputs, ways: Paths) -> Situation:
    """The facts around a score, as of its day. `ways` are the KPI paths that its links were judged by."""
    measured = kpi_facts(cycle, inputs, ways)
    return Situation(
        inputs=inputs,
        aims=_aims(cycle),
        kpis=measured.kpis,
        vanity=measured.vanity,
        heard=measured.heard,
        sound=measured.sound,
        stranded=_stranded(cycle, inputs),
        handover=_handover(cycle),
        suggested=_suggested(cycle, on=inputs.as_of),
        clicks=_clicks(cycle, inputs),
        fallen=fallen_kpis(cycle, [row.key for row in current_definitions() if row.family == Family.BRAND]),
        restated=restated(cycle),
        moves=planned_moves(cycle, on=inputs.as_of),
        kept_out=sum((row.spend or NOTHING for row in inputs.campaigns if row.enabling), NOTHING),
    )


def _aims(cycle: Cycle) -> Sequence[AimFacts]:
    live = Q(key_results__state=KeyResult.State.ACTIVE)
    rows = Objective.objects.filter(cycle=cycle, state__in=LIVE).annotate(
        live=Count("key_results", filter=live, distinct=True),
        checked=Count("key_results__checkpoints", filter=live, distinct=True),
    )
    return [
        AimFacts(
            key=f"o{row.pk}",
            name=row.name,
            serves=objective_key(row.business_objective_id) if row.business_objective_id else "",
            is_owned=row.owner_id is not None,
            is_shared=bool(row.co_owners),
            has_checkpoints=row.checked > 0,
            key_results=row.live,
        )
        for row in rows
    ]


def _stranded(cycle: Cycle, inputs: ScoreInputs) -> Sequence[StrandedFacts]:
    """What was spent after the objective had been dropped, by links that went on."""
    on = inputs.as_of
    found = strandings(cycle, on=on)
    if not found:
        return []
    served = {row.key for row in inputs.objectives}
    spend = {row.key: row.spend for row in inputs.campaigns if row.spend and not row.enabling}
    window = Window(cycle.starts_on, on + timedelta(days=1))
    days = spend_by_day(window, campaigns={row.campaign for row in found})
    facts = []
    for row in found:
        key, successor = campaign_key(row.campaign), objective_key(row.successor) if row.successor else ""
        money = min(_after(row, days.get(row.campaign, {})) * row.share, spend.get(key, NOTHING))
        if money <= 0:
            continue
        facts.append(
            StrandedFacts(
                campaign=key,
                dropped=row.dropped,
                money=money.quantize(NOTHING),
                share=(money / spend[key]).quantize(TWELFTH, rounding=ROUND_DOWN),
                successor=successor if successor in served else "",
            )
        )
    return facts


def _after(row: Stranding, days: Mapping[date, Decimal]) -> Decimal:
    spent = (part for day, part in days.items() if day >= row.dropped_on and (row.until is None or day < row.until))
    return max(sum(spent, NOTHING), NOTHING)


def _clicks(cycle: Cycle, inputs: ScoreInputs) -> Mapping[str, int]:
    found = clicks_by_campaign(Window(cycle.starts_on, inputs.as_of + timedelta(days=1)))
    return {campaign_key(pk): number for pk, number in found.items()}


def _handover(cycle: Cycle) -> HandoverFacts | None:
    found = latest(HANDOVER, Window(cycle.starts_on, cycle.ends_on))
    if found is None or found.numerator is None or (found.denominator or 0) < FEWEST_HANDOVERS:
        return None
    return HandoverFacts(inside=found.numerator, all=found.denominator or NOTHING)


def _suggested(cycle: Cycle, *, on: date) -> Mapping[str, str]:
    """Campaigns that serve nothing yet, with the business objective of what the desk suggests."""
    chosen = {row.pk: row.suggestion.aim for row in desk(cycle, today=on, show=Show.UNMAPPED).rows if row.suggestion}
    if not chosen:
        return {}
    business: dict[str, int | None] = defaultdict(lambda: None)
    of_cycle = Objective.objects.filter(cycle=cycle).values_list("pk", "business_objective_id", "key_results__pk")
    for objective, serves, key_result in of_cycle:
        business[f"o{objective}"] = serves
        business[f"k{key_result}"] = serves
    return {
        campaign_key(pk): objective_key(serves) for pk, aim in chosen.items() if (serves := business[aim]) is not None
    }
