"""Divide a key result that follows a KPI by campaign, channel or theme. It reads credit and money: for workers."""

import ast
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from alignment.core.divided import Divided
from alignment.core.sight import NOTHING, Division, Source, ordered, pieces
from alignment.models import CampaignLink, LineOfSight
from attribution import selectors as attribution
from attribution.core.quotients import Amount
from attribution.models import CreditRun, Milestone
from campaigns.models import Campaign, Channel
from campaigns.selectors import spend_by_campaign
from kpis.core.measures import MEASURES
from kpis.models import Binding, Definition, Measurement
from kpis.selectors import labels, latest_run, scope_text
from okrs.models import KeyResult
from organisation.core.calendar import Window
from organisation.core.scope import Scope

SPLITS = ("campaign", "channel", "theme")
NO_CAMPAIGN = "Touches that name no campaign"
NONE = {"channel": "No channel", "theme": "No theme"}


@dataclass(frozen=True, slots=True)
class Credited:
    """The milestone whose credit divides a measure: its money, or how many there are."""

    milestone: Milestone
    is_money: bool
    noun: str
    only_attributed: bool = False


BY_MEASURE: Mapping[str, Credited] = {
    "new_leads": Credited(Milestone.LEAD, False, "new leads"),
    "mqls": Credited(Milestone.MQL, False, "MQLs"),
    "sqls": Credited(Milestone.SQL, False, "SQLs"),
    "opportunities": Credited(Milestone.OPPORTUNITY, False, "opportunities"),
    "pipeline_created": Credited(Milestone.OPPORTUNITY, True, "pipeline"),
    "won_deals": Credited(Milestone.WON, False, "opportunities won"),
    "won_revenue": Credited(Milestone.WON, True, "won revenue"),
    "orders": Credited(Milestone.ORDER, False, "orders"),
    "order_revenue": Credited(Milestone.ORDER, True, "order revenue"),
    "attributed_pipeline_credit": Credited(Milestone.OPPORTUNITY, True, "attributed pipeline", True),
    "attributed_revenue_credit": Credited(Milestone.WON, True, "attributed revenue", True),
}


def stored(key_result: KeyResult, by: str, *, restated: bool = False) -> LineOfSight | None:
    """The line of sight that the newest recompute drew, or that a frozen cycle was reported with; None before one."""
    rows = LineOfSight.objects.filter(key_result=key_result, by=by).order_by("-is_restated")
    return (rows if restated else rows.filter(is_restated=False)).first()


def divided(
    binding: Binding, definition: Definition, run: CreditRun | None, *, by: str, model: str, so_far: Window
) -> Divided:
    """The key result's measure divided `by` campaign, channel or theme, or the reason why it cannot be."""
    scope = Scope.from_mapping(binding.scope or binding.key_result.scope)
    credited = BY_MEASURE.get(definition.formula.strip())
    if credited is not None:
        if run is None:
            return Divided(reason="No attribution run has been published yet; recompute to see who carried it.")
        division = _division(binding.key_result, run, credited, scope, by=by, model=model, so_far=so_far)
        return Divided(division, noun=credited.noun, is_money=credited.is_money, model=model)
    if _is_quotient(definition.formula) and not definition.is_level:
        return _quotient(binding, definition, scope, by=by)
    level = "is what holds on a day" if definition.is_level else "is no sum of milestones"
    return Divided(
        reason=f"{definition.name} {level}, so it cannot be divided among campaigns without inventing parts."
    )


def _division(
    key_result: KeyResult, run: CreditRun, credited: Credited, scope: Scope, *, by: str, model: str, so_far: Window
) -> Division:
    cycle = key_result.objective.cycle
    window = Window(cycle.starts_on, cycle.ends_on)
    given = {"milestone": credited.milestone, "window": window, "scope": scope or None}
    found = attribution.credited(run, by="channel" if by == "channel" else "campaign", model=model, **given)
    amounts = {group: row.value if credited.is_money else row.conversions for (_, group), row in found.items()}
    campaigns = {row.pk: row for row in Campaign.objects.select_related("channel", "theme")}
    spent = {pk: row.amount for pk, row in spend_by_campaign(so_far).items() if row.amount or not row.unknown}
    sources = _grouped(by, amounts, campaigns, spent, _declared(key_result, so_far))
    totals = attribution.reconciled(run, **given)
    whole = totals.crm if credited.is_money else totals.conversions
    attributed = sum((row.value for row in sources), NOTHING)
    if credited.only_attributed:
        whole = attributed
    unknown = totals.unknown if credited.is_money else 0
    return Division(ordered(sources), whole - attributed, whole, totals.conversions, unknown)


def _grouped(
    by: str,
    amounts: Mapping[int | None, Amount],
    campaigns: Mapping[int, Campaign],
    spent: Mapping[int, Decimal],
    declared: Mapping[int, Decimal],
) -> list[Source]:
    """Everything that has credit, or money that is meant for it."""
    place = _places(by)
    if by == "campaign":
        keys = {*amounts, *declared}
        return [_campaign(key, amounts.get(key), campaigns, spent, declared) for key in keys]
    names = {place(row)[0]: place(row)[1] for row in campaigns.values()}
    money: dict[int | None, Decimal] = defaultdict(lambda: NOTHING)
    for pk, amount in spent.items():
        money[place(campaigns[pk])[0]] += amount
    parts = amounts if by == "channel" else _added({k: place(campaigns[k])[0] if k else None for k in amounts}, amounts)
    if by == "channel":
        names |= dict(Channel.objects.filter(pk__in=[key for key in parts if key]).values_list("pk", "name"))
    return [
        Source(
            str(key or ""), names.get(key) or NONE[by], amount.value, _floor(amount), amount.high,
            money.get(key), money_from="Marketing",
        )
        for key, amount in parts.items()
    ]  # fmt: skip


def _campaign(
    key: int | None,
    amount: Amount | None,
    campaigns: Mapping[int, Campaign],
    spent: Mapping[int, Decimal],
    declared: Mapping[int, Decimal],
) -> Source:
    row = campaigns.get(key) if key else None
    found = amount or Amount(NOTHING)
    return Source(
        key=str(key or ""),
        name=row.name if row else NO_CAMPAIGN,
        value=found.value,
        low=_floor(found),
        high=found.high,
        spend=spent.get(key) if key else None,
        declared=declared.get(key) if key else None,
        money_from=row.channel.name if row and row.channel else "No channel",
    )


def _floor(amount: Amount) -> Decimal | None:
    """The lower bound: no credit is less than nothing, though a bound by standard errors may be."""
    return amount.low if amount.low is None or amount.value < 0 else max(amount.low, NOTHING)


def _added(place: Mapping[int | None, int | None], amounts: Mapping[int | None, Amount]) -> dict[int | None, Amount]:
    """Amounts by group. Half-widths are added in full: parts of one journey move together, so less would be a guess."""
    sums: dict[int | None, list[Amount]] = defaultdict(list)
    for key, amount in amounts.items():
        sums[place[key]].append(amount)
    found = {}
    for group, rows in sums.items():
        value = sum((row.value for row in rows), NOTHING)
        lows, highs = [row.low for row in rows], [row.high for row in rows]
        known = not (None in lows or None in highs)
        low = sum((bound for bound in lows if bound is not None), NOTHING) if known else None
        high = sum((bound for bound in highs if bound is not None), NOTHING) if known else None
        found[group] = Amount(value, low, high)
    return found


def _places(by: str) -> Callable[[Campaign], tuple[int | None, str]]:
    if by == "theme":
        return lambda row: (row.theme_id, row.theme.name if row.theme else "")
    return lambda row: (row.channel_id, row.channel.name if row.channel else "")


def _declared(key_result: KeyResult, so_far: Window) -> dict[int, Decimal]:
    """The share of each campaign's money that is meant for the key result or its objective, on the last day."""
    links = CampaignLink.objects.open_on(so_far.ends_on).filter(share__gt=0)
    mine = links.filter(key_result=key_result) | links.filter(objective=key_result.objective_id)
    found: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for campaign, share in mine.values_list("campaign_id", "share"):
        found[campaign] += share
    return dict(found)


def _quotient(binding: Binding, definition: Definition, scope: Scope, *, by: str) -> Divided:
    cycle = binding.key_result.objective.cycle
    rows: Sequence[Measurement] = Measurement.objects.filter(
        run=latest_run(), key=definition.key, starts_on=cycle.starts_on, ends_on=cycle.ends_on, dimension=by,
        scope_text=scope_text(scope), numerator__isnull=False, denominator__isnull=False,
    )  # fmt: skip
    names = _names(by)
    found = pieces(
        [
            (
                row.member,
                names.get(row.member) or f"What names no {by}",
                row.numerator or NOTHING,
                row.denominator or NOTHING,
            )
            for row in rows
        ]
    )
    if not found:
        return Divided(reason=f"{definition.name} is not known by {by} in this cycle.")
    return Divided(pieces=found, noun=definition.name, measures=_sides(definition.formula))


def _names(by: str) -> Mapping[str, str]:
    return {key: name for key, name in labels(by).items() if key}


def _is_quotient(formula: str) -> bool:
    if not formula:
        return False
    body = ast.parse(formula.strip(), mode="eval").body
    return isinstance(body, ast.BinOp) and isinstance(body.op, ast.Div)


def _sides(formula: str) -> tuple[str, str]:
    """What stands above and below the line, in words."""
    body = ast.parse(formula.strip(), mode="eval").body
    if not isinstance(body, ast.BinOp):
        return ("", "")
    above, below = (_words(ast.unparse(side)) for side in (body.left, body.right))
    return above, below


def _words(text: str) -> str:
    named = MEASURES.get(text)
    return named.label if named else text.replace("_", " ").strip("()")
