"""The mapping desk: which campaigns serve nothing yet, what is at stake, what they may serve."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from alignment.core.suggest import AimToServe, CampaignToMap, Precedent, Suggester, Suggestion
from alignment.models import CampaignLink, Exemption
from alignment.selectors.aims import Aim, aims
from campaigns.models import BudgetEntry, Campaign
from campaigns.selectors import running_in, spend_by_campaign
from okrs.models import Cycle
from organisation.core.calendar import Window
from organisation.core.scope import Scope

NOTHING = Decimal("0.00")
MEMORY = timedelta(days=366)


class Show(StrEnum):
    UNMAPPED = "unmapped"
    PARTLY = "partly"
    MAPPED = "mapped"
    EXEMPT = "exempt"
    ALL = "all"


@dataclass(slots=True)
class DeskRow:
    """A campaign with its money at stake: what it cost in the cycle or, if that is more, what was planned."""

    pk: int
    name: str
    theme: str
    channel: str
    scope: Scope
    stake: Decimal
    exempt: bool
    given: Decimal = Decimal(0)
    serves: list[str] = field(default_factory=list)
    suggestion: Suggestion | None = None

    @property
    def show(self) -> Show:
        if self.given >= 1:
            return Show.MAPPED
        if self.given:
            return Show.PARTLY
        return Show.EXEMPT if self.exempt else Show.UNMAPPED


@dataclass(frozen=True, slots=True)
class DeskTotals:
    """The money of the cycle by what is said of it; the three parts add up to `stake`."""

    stake: Decimal
    mapped: Decimal
    orphan: Decimal
    exempt: Decimal
    unmapped: int
    campaigns: int
    aims: int
    unfunded: Sequence[str]

    @property
    def share(self) -> Decimal | None:
        """Mapped money out of all that is not exempt; None without money."""
        whole = self.stake - self.exempt
        return self.mapped / whole if whole else None


@dataclass(frozen=True, slots=True)
class Desk:
    rows: Sequence[DeskRow]
    totals: DeskTotals
    aims: Sequence[Aim]


@dataclass(frozen=True, slots=True)
class _Said:
    """A link as the desk needs it."""

    campaign: int
    objective: int
    key_result: int | None
    name: str
    cycle: int
    share: Decimal
    in_force: bool


def desk(cycle: Cycle, *, today: date, show: Show = Show.UNMAPPED, first: int = 0, most: int | None = None) -> Desk:
    """Campaigns of the cycle by money at stake, those of `show` only; totals are of all of them.

    Only `most` rows from `first` on get a suggestion (a page of them); all of them without `most`.
    """
    window = Window(cycle.starts_on, cycle.ends_on)
    on = min(max(today, cycle.starts_on), cycle.ends_on - timedelta(days=1))
    rows = _rows(window, on=on)
    choosable = aims(cycle)
    said = _said(window, on=on)
    _fill(rows, [link for link in said if link.cycle == cycle.pk and link.in_force])
    totals = _totals(rows.values(), choosable, said, cycle)
    chosen = [row for row in rows.values() if show is Show.ALL or row.show is show]
    chosen.sort(key=lambda row: (-row.stake, row.name, row.pk))
    _suggest(chosen[first : None if most is None else first + most], rows, choosable, said)
    return Desk(chosen, totals, choosable)


def _rows(window: Window, *, on: date) -> dict[int, DeskRow]:
    spent = spend_by_campaign(window)
    plan = BudgetEntry.objects.filter(
        campaign=OuterRef("pk"),
        layer=BudgetEntry.Layer.PLAN,
        month__gte=window.starts_on.replace(day=1),
        month__lt=window.ends_on,
    )
    planned = plan.order_by().values("campaign").annotate(whole=Sum("reported")).values("whole")
    in_force = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    exempt = Exists(Exemption.objects.filter(in_force, campaign=OuterRef("pk")))
    running = Q(pk__in=running_in(window).select_related(None).order_by().values("pk")) | Q(pk__in=list(spent))
    found = Campaign.objects.filter(running).annotate(planned=Subquery(planned), exempt=exempt).order_by()
    made = {}
    for pk, name, theme, channel, scope, amount, is_exempt in found.values_list(
        "pk", "name", "theme__name", "channel__name", "audience__scope", "planned", "exempt"
    ):
        cost = spent[pk].amount if pk in spent else NOTHING
        stake = max(cost, amount or NOTHING, NOTHING)
        made[pk] = DeskRow(pk, name, theme or "", channel or "", Scope.from_mapping(scope), stake, is_exempt)
    return made


def _said(window: Window, *, on: date) -> list[_Said]:
    """Links of this cycle and of the year before it; a key result's link counts for its objective."""
    rows = CampaignLink.objects.overlapping(window.starts_on - MEMORY, window.ends_on).annotate(
        serves=Coalesce(F("objective_id"), F("key_result__objective_id")),
        aim_name=Coalesce(F("objective__name"), F("key_result__objective__name")),
        aim_cycle=Coalesce(F("objective__cycle_id"), F("key_result__objective__cycle_id")),
    )
    fields = ("campaign_id", "serves", "key_result_id", "aim_name", "aim_cycle", "share", "since", "until")
    return [
        _Said(*facts, in_force=since <= on and (until is None or until > on))
        for *facts, since, until in rows.order_by().values_list(*fields)
    ]


def _fill(rows: Mapping[int, DeskRow], said: Sequence[_Said]) -> None:
    for link in said:
        row = rows.get(link.campaign)
        if row is not None:
            row.given += link.share
            row.serves.append(link.name)


def _totals(rows: Sequence[DeskRow], choosable: Sequence[Aim], said: Sequence[_Said], cycle: Cycle) -> DeskTotals:
    stake = {row.pk: row.stake for row in rows}
    funded = {link.objective for link in said if link.in_force and link.share and stake.get(link.campaign)}
    mapped = sum((row.stake * min(row.given, Decimal(1)) for row in rows), NOTHING).quantize(NOTHING)
    exempt = sum((row.stake for row in rows if row.show is Show.EXEMPT), NOTHING)
    whole = sum(stake.values(), NOTHING)
    return DeskTotals(
        stake=whole,
        mapped=mapped,
        orphan=whole - mapped - exempt,
        exempt=exempt,
        unmapped=sum(row.show is Show.UNMAPPED for row in rows),
        campaigns=len(rows),
        aims=len(choosable),
        unfunded=[aim.objective.name for aim in choosable if aim.objective.pk not in funded],
    )


def _suggest(
    chosen: Sequence[DeskRow], rows: Mapping[int, DeskRow], choosable: Sequence[Aim], said: Sequence[_Said]
) -> None:
    """Precedents of earlier cycles count for the objective that carries the same name now."""
    by_name = {aim.objective.name.casefold(): aim.key for aim in choosable}
    known = {f"k{row.pk}" for aim in choosable for row in aim.key_results}
    kinds = _kinds({link.campaign for link in said} - set(rows), rows)
    precedents = []
    for link in said:
        own = f"k{link.key_result}"
        aim = own if own in known else by_name.get(link.name.casefold())
        if aim and link.campaign in kinds:
            precedents.append(Precedent(aim, *kinds[link.campaign]))
    suggester = Suggester(_served(choosable), precedents)
    for row in chosen:
        if row.show is Show.UNMAPPED:
            row.suggestion = suggester.suggest(CampaignToMap(row.pk, row.name, row.theme, row.channel, row.scope))


def _kinds(others: set[int], rows: Mapping[int, DeskRow]) -> Mapping[int, tuple[str, str]]:
    """Theme and channel by campaign, also of those that no longer run."""
    kinds: dict[int, tuple[str, str]] = defaultdict(lambda: ("", ""))
    kinds |= {pk: (row.theme, row.channel) for pk, row in rows.items()}
    if others:
        found = Campaign.objects.filter(pk__in=others).order_by().values_list("pk", "theme__name", "channel__name")
        kinds |= {pk: (theme or "", channel or "") for pk, theme, channel in found}
    return kinds


def _served(choosable: Sequence[Aim]) -> list[AimToServe]:
    served = []
    for aim in choosable:
        business = aim.objective.business_objective
        scope = Scope.from_mapping(business.scope if business else None)
        text = f"{aim.objective.description} {business or ''}"
        served.append(AimToServe(aim.key, aim.objective.name, text, scope))
        served += [AimToServe(f"k{row.pk}", row.name, "", Scope.from_mapping(row.scope)) for row in aim.key_results]
    return served
