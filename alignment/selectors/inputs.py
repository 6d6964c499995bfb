"""Gather the facts of one cycle that its score is computed from; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from alignment.core.evidence import EvidenceClass
from alignment.core.inputs import CampaignFacts, CreditFacts, LinkFacts, ObjectiveFacts, ScoreInputs
from alignment.models import CampaignLink
from campaigns.models import Campaign
from campaigns.selectors import enabling_by_campaign, spend_by_campaign
from kpis.selectors import Paths, paths
from okrs.models import BusinessObjective, Cycle, KeyResult
from okrs.selectors import ObjectiveRow, flat, objectives_with_progress
from organisation.core.calendar import Window

LONG_SHARE = {Campaign.Mix.BRAND: Decimal(1), Campaign.Mix.ACTIVATION: Decimal(0)}
Credits = Mapping[str, Sequence[CreditFacts]]


def score_inputs(cycle: Cycle, *, today: date, credits: Credits | None = None, locked_model: str = "") -> ScoreInputs:
    """Facts of the cycle as of `today`, or as of its last day when it is over. Spend counts up to that day."""
    last_day = min(today, cycle.ends_on - timedelta(days=1))
    as_of = max(last_day, cycle.starts_on)
    window = Window(cycle.starts_on, as_of + timedelta(days=1))
    campaigns = _campaigns(window)
    keys = {row.key for row in campaigns}
    ways = paths(cycle, as_of=as_of)
    objectives = _objectives(cycle, ways, today=as_of)
    served = {row.key for row in objectives}
    return ScoreInputs(
        cycle=cycle.name,
        as_of=as_of,
        objectives=objectives,
        campaigns=campaigns,
        links=[link for link in _links(cycle, ways, on=as_of) if link.campaign in keys and link.objective in served],
        credits=credits or {},
        locked_model=locked_model,
    )


def campaign_key(pk: int) -> str:
    return f"campaign-{pk}"


def objective_key(pk: int) -> str:
    return f"objective-{pk}"


def _objectives(cycle: Cycle, ways: Paths, *, today: date) -> list[ObjectiveFacts]:
    serving: dict[int, list[ObjectiveRow]] = defaultdict(list)
    for row in flat(objectives_with_progress(cycle, today=today)):
        if row.objective.business_objective_id:
            serving[row.objective.business_objective_id].append(row)
    in_force = BusinessObjective.objects.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=today))
    return [_objective(row, serving.get(row.pk, []), ways) for row in in_force]


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
    )


def _measurable(row: KeyResult) -> bool:
    """A live key result that says where it starts and where it should end, or the band it should hold."""
    starts = row.baseline is not None or row.kind not in {"increase", "decrease"}
    ends = row.target is not None or row.kind in {"within", "milestone"}
    return row.state == KeyResult.State.ACTIVE and starts and ends


def _campaigns(window: Window) -> list[CampaignFacts]:
    """Campaigns that cost something in the window, or should have; enabling spend stands in rows of its own."""
    spent, enabling = spend_by_campaign(window), enabling_by_campaign(window)
    rows = {c.pk: c for c in Campaign.objects.filter(pk__in=[*spent, *enabling]).select_related("theme", "channel")}
    facts = [
        _campaign(rows[pk], found.amount if found.amount or not found.unknown else None) for pk, found in spent.items()
    ]
    return facts + [_campaign(rows[pk], amount, enabling=True) for pk, amount in enabling.items()]


def _campaign(row: Campaign, spend: Decimal | None, *, enabling: bool = False) -> CampaignFacts:
    return CampaignFacts(
        key=campaign_key(row.pk) + ("-enabling" if enabling else ""),
        name=row.name,
        theme=row.theme.name if row.theme else "",
        channel=row.channel.name if row.channel else "",
        spend=None if spend is None else max(spend, Decimal("0.00")),
        enabling=enabling,
        long_share=LONG_SHARE.get(Campaign.Mix(row.mix), row.brand_share),
    )


def _links(cycle: Cycle, ways: Paths, *, on: date) -> list[LinkFacts]:
    """Links in force on the day, by campaign and business objective; equal ones to one objective are added up."""
    aim = Coalesce(F("objective_id"), F("key_result__objective_id"))
    business = Coalesce(F("objective__business_objective_id"), F("key_result__objective__business_objective_id"))
    of_cycle = Q(objective__cycle=cycle) | Q(key_result__objective__cycle=cycle)
    rows = CampaignLink.objects.open_on(on).filter(of_cycle).annotate(aim=aim, serves=business)
    found: dict[tuple[int, int, str, str, bool], Decimal] = defaultdict(lambda: Decimal(0))
    fields = ("campaign_id", "serves", "role", "evidence", "aim", "key_result_id", "expected_kpi", "share")
    for *facts, objective, key_result, expected, share in rows.filter(serves__isnull=False).values_list(*fields):
        campaign, serves, role, evidence = facts
        is_sound = ways.is_sound(objective=objective, key_result=key_result, expected=expected)
        found[campaign, serves, role, evidence, is_sound] += share
    return [
        LinkFacts(
            campaign=campaign_key(campaign),
            objective=objective_key(serves),
            share=share,
            contributing=role == CampaignLink.Role.CONTRIBUTING,
            evidence=EvidenceClass(evidence),
            sound_path=is_sound,
        )
        for (campaign, serves, role, evidence, is_sound), share in found.items()
    ]


def _mean(pairs: Sequence[tuple[Decimal, float | None]]) -> float | None:
    """Weighted mean of what is known; unweighted where all weights are 0."""
    known = [(float(weight), value) for weight, value in pairs if value is not None]
    if not known:
        return None
    whole = sum(weight for weight, _ in known)
    if whole == 0:
        return sum(value for _, value in known) / len(known)
    return sum(weight * value for weight, value in known) / whole
