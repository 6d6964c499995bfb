"""Committed and forecast money whose objective was dropped or given less weight; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce

from django.db.models import Q

from alignment.core.stranded import FutureMoney, lost_share, month_left
from alignment.models import CampaignLink
from campaigns.models import BudgetEntry
from campaigns.selectors import lines
from okrs.models import Cycle, DefinitionVersion, Objective
from organisation.core.calendar import Window, add_months

AHEAD = 24  # months
LIVE = (Objective.State.DRAFT, Objective.State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weight an objective began with, and when it was last changed."""

    before: Decimal
    on: datetime


@dataclass(frozen=True, slots=True)
class StrandedLink:
    """A link in force with its part of the campaign's money to come that points at nothing now."""

    link: CampaignLink
    money: FutureMoney


@dataclass(frozen=True, slots=True)
class StrandedAim:
    """An objective that was dropped or asks for less than it did; `share` is the part of its money that is stranded."""

    objective: Objective
    share: Decimal
    why: str
    rows: Sequence[StrandedLink]

    @property
    def is_dropped(self) -> bool:
        return self.objective.state == Objective.State.DROPPED

    @property
    def money(self) -> FutureMoney:
        return _sum(row.money for row in self.rows)


@dataclass(frozen=True, slots=True)
class StrandedPage:
    aims: Sequence[StrandedAim]
    choices: Sequence[Objective]

    @property
    def money(self) -> FutureMoney:
        return _sum(aim.money for aim in self.aims)


def stranded_page(cycle: Cycle, *, today: date) -> StrandedPage:
    """What points at nothing now, the most money first, and the objectives it could be pointed at."""
    objectives = list(Objective.objects.filter(cycle=cycle).select_related("superseded_by"))
    weights = _lighter(cycle)
    shares = {row.pk: found for row in objectives if (found := _share(row, weights))[0]}
    links = [link for link in _links(shares, today) if _is_older(link, weights)]
    future = future_money({link.campaign_id for link in links}, today=today)
    by_aim: dict[int, list[StrandedLink]] = defaultdict(list)
    for link in links:
        aim = _aim(link)
        money = future.get(link.campaign_id, FutureMoney()).part(link.share * shares[aim][0])
        if money.total:
            by_aim[aim].append(StrandedLink(link, money))
    aims = [
        StrandedAim(row, *shares[row.pk], rows=sorted(by_aim[row.pk], key=lambda one: -one.money.total))
        for row in objectives
        if by_aim[row.pk]
    ]
    choices = [row for row in objectives if row.state in LIVE and row.pk not in shares]
    return StrandedPage(sorted(aims, key=lambda aim: -aim.money.total), choices)


def future_money(campaigns: set[int], *, today: date) -> Mapping[int, FutureMoney]:
    """By campaign, what is still to be spent from this month on; the plan counts where there is no forecast."""
    if not campaigns:
        return {}
    window = Window(today.replace(day=1), add_months(today, AHEAD))
    rows = BudgetEntry.objects.filter(
        layer=BudgetEntry.Layer.COMMITTED, is_contractual=True, campaign__in=campaigns, month__gte=window.starts_on
    )
    contracts = set(rows.values_list("campaign_id", "month"))
    found: dict[int, FutureMoney] = {}
    for (campaign, month), line in lines(window, campaigns=campaigns).items():
        left = month_left(
            committed=line.committed, forecast=line.plan if line.forecast is None else line.forecast,
            spent=line.actual, is_contractual=(campaign, month) in contracts,
        )  # fmt: skip
        found[campaign] = found.get(campaign, FutureMoney()).plus(left)
    return found


def _share(row: Objective, weights: Mapping[int, Weighed]) -> tuple[Decimal, str]:
    if row.state == Objective.State.DROPPED:
        why = f"dropped on {row.dropped_on:%-d %b %Y}: {row.drop_reason.rstrip('.')}" if row.dropped_on else "dropped"
        return Decimal(1), why
    if row.pk not in weights:
        return Decimal(0), ""
    before = weights[row.pk].before
    return lost_share(before=before, now=row.weight), f"its weight went from {before:f} to {row.weight:f}"


def _lighter(cycle: Cycle) -> Mapping[int, Weighed]:
    """What objectives weighed before the running cycle changed it, and when that last happened."""
    found: dict[int, Weighed] = {}
    versions = DefinitionVersion.objects.filter(objective__cycle=cycle, is_mid_cycle=True)
    for row in versions.exclude(objective__state=Objective.State.DROPPED).order_by("made_at", "pk"):
        if row.objective_id and row.before.get("weight") is not None:
            first = found[row.objective_id].before if row.objective_id in found else Decimal(str(row.before["weight"]))
            found[row.objective_id] = Weighed(first, row.made_at)
    return found


def _is_older(link: CampaignLink, weights: Mapping[int, Weighed]) -> bool:
    """Whether a link was made before its objective's weight changed: later ones were made knowing it."""
    changed = weights.get(_aim(link))
    return changed is None or link.declared_at < changed.on


def _aim(link: CampaignLink) -> int:
    return link.objective_id or (link.key_result.objective_id if link.key_result else 0)


def _links(shares: Mapping[int, tuple[Decimal, str]], today: date) -> list[CampaignLink]:
    of_aims = Q(objective__in=shares) | Q(key_result__objective__in=shares)
    rows = CampaignLink.objects.open_on(today).filter(of_aims, role=CampaignLink.Role.CONTRIBUTING, share__gt=0)
    return list(rows.select_related("campaign", "objective", "key_result").order_by("campaign__name", "pk"))


def _sum(parts: Iterable[FutureMoney]) -> FutureMoney:
    return reduce(FutureMoney.plus, parts, FutureMoney())
