"""The example's quarters: this one and the one before, with objectives, key results, check-ins and campaign links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from alignment.services import Share, link_campaign
from campaigns.models import Campaign, CampaignKey
from examples import plan
from examples.campaigns import CAMPAIGNS
from examples.files import campaign_id, pipeline
from okrs import services as okrs
from okrs.core.definition import Definition
from okrs.core.measures import Measure, Reading
from okrs.core.progress import Kind
from okrs.models import BusinessObjective, Category, Cycle, KeyResult, Objective, Team
from organisation.core.scope import Scope
from people.models import Role, User
from reports.services.example_kpis import map_kpis, own_kpis

CHECK_IN_EVERY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Quarter:
    """`is_this`: the quarter that holds `day`, against the one before."""

    cycle: Cycle
    is_this: bool
    day: date
    now: datetime


def make_plan(*, day: date, now: datetime, source: str) -> int:
    """Plan both quarters as of `day`, in the caller's transaction; how many objectives were made."""
    business = {row.name: _business(row) for row in plan.BUSINESS_OBJECTIVES}
    this = okrs.plan_cycle(length=Cycle.Length.QUARTER, day=day)
    before = okrs.plan_cycle(length=Cycle.Length.QUARTER, day=this.starts_on - timedelta(days=1))
    own_kpis(_one(Role.ANALYST), now=now)
    for quarter in (Quarter(before, False, before.ends_on - timedelta(days=1), now), Quarter(this, True, day, now)):
        objectives = {row.key: _objective(row, quarter, business) for row in plan.OBJECTIVES}
        okrs.open_cycle(quarter.cycle, now=now)
        for row in plan.OBJECTIVES:
            for part in row.key_results:
                made = objectives[row.key].key_results.get(name=part.name)
                _check_in(made, part, quarter, today=day)
        map_kpis(objectives, by=_one(Role.MARKETER), now=now)
        _link(objectives, since=quarter.cycle.starts_on, source=source)
    okrs.review_cycle(before)
    return 2 * len(plan.OBJECTIVES)


def _business(row: plan.BusinessObjective) -> BusinessObjective:
    return okrs.create_business_objective(
        name=row.name,
        category=Category(row.category),
        weight=Decimal(row.weight),
        owner=_one(Role.EXECUTIVE),
        co_owners=[Team(team) for team in row.owned_with],
        scope=Scope.from_mapping(row.scope),
    )


def _objective(row: plan.Objective, quarter: Quarter, business: Mapping[str, BusinessObjective]) -> Objective:
    made = okrs.create_objective(
        cycle=quarter.cycle,
        name=row.name,
        today=quarter.day,
        business_objective=business[row.serves.name],
        horizon=Objective.Horizon(row.horizon),
        owner=_one(Role.MARKETER),
    )
    for part in row.key_results:
        definition = Definition(
            kind=Kind.INCREASE,
            measure=Measure(part.measure),
            unit=part.unit,
            baseline=Decimal(part.baseline),
            target=_target(part, quarter),
        )
        okrs.create_key_result(objective=made, name=part.name, definition=definition, today=quarter.day)
    return made


def _check_in(made: KeyResult, row: plan.KeyResult, quarter: Quarter, *, today: date) -> None:
    """Every fortnight since the quarter began, the last time today; the owner says more the last time."""
    days = [quarter.day]
    while days[0] - CHECK_IN_EVERY > quarter.cycle.starts_on:
        days.insert(0, days[0] - CHECK_IN_EVERY)
    for day in days:
        said = okrs.Said(confidence=row.confidence, what_changed=row.said if day == days[-1] else "")
        reading = Reading(day, _value(row, quarter, day, today))
        okrs.check_in(made, reading=reading, now=quarter.now, today=today, said=said, by=_one(Role.MARKETER))


def _value(row: plan.KeyResult, quarter: Quarter, day: date, today: date) -> Decimal:
    """What the key result stands at on a day: counted from the example's deals, or along its pace."""
    if row.counts:
        return Decimal(pipeline(row.counts, since=quarter.cycle.starts_on, until=day, today=today))
    cycle, baseline = quarter.cycle, Decimal(row.baseline)
    elapsed = ((day - cycle.starts_on).days + 1) / (cycle.ends_on - cycle.starts_on).days
    reached = baseline + (_target(row, quarter) - baseline) * Decimal(str(elapsed * row.pace[quarter.is_this]))
    return reached.quantize(Decimal(1) if row.measure == Measure.FLOW else Decimal("0.1"))


def _target(row: plan.KeyResult, quarter: Quarter) -> Decimal:
    return Decimal(row.target if quarter.is_this else row.before)


def _link(objectives: Mapping[str, Objective], *, since: date, source: str) -> None:
    for row in CAMPAIGNS:
        shares = [Share(objectives[key], Decimal(share)) for key, share in row.serves.items()]
        key = CampaignKey.objects.select_related("campaign").get(source=source, external_id=campaign_id(row.number))
        if shares:
            campaign: Campaign = key.campaign
            link_campaign(campaign=campaign, shares=shares, since=since, by=_one(Role.MARKETER))


def _one(role: Role) -> User | None:
    """The first person of a role, as the example's owner of things."""
    return User.objects.filter(role=role, is_active=True).order_by("pk").first()
