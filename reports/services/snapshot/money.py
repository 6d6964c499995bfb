"""Money against plan, the flow to what it serves, and the balance of long and short."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from alignment.core.inputs import ScoreInputs
from campaigns.core.ledger import Line, total
from campaigns.selectors import ledger_total, lines
from organisation.core.calendar import month, months
from organisation.core.money import shares_to_cents
from organisation.core.show import compact_money, percent
from reports.core.snapshot import FlowPart, Mix, Money, MoneyMonth
from reports.services.snapshot.sources import Sources

NOTHING = Decimal("0.00")
NO_OBJECTIVE, ENABLING, NO_CHANNEL = "No objective", "Enabling", "No channel"
LEVEL_WITHIN = Decimal("0.02")


def money(told: Sources) -> Money:
    by_month: dict[date, list[Line]] = {one.starts_on: [] for one in months(told.window)}
    for (_, first), line in lines(told.window).items():
        by_month[first].append(line)
    sums = {first: total(found) for first, found in by_month.items()}
    whole = total(sums.values())
    due, spent = _due(sums, told), ledger_total(told.windows.to_date).spend
    return Money(
        months=tuple(
            MoneyMonth(first, line.plan, line.forecast, line.committed, line.actual) for first, line in sums.items()
        ),
        plan=whole.plan,
        forecast=_outlook(sums),
        committed=whole.committed,
        actual=whole.actual,
        available=whole.available,
        planned_to_date=due,
        spent_to_date=spent,
        sentence=_sentence(whole, spent, due, told.currency),
    )


def _due(sums: dict[date, Line], told: Sources) -> Decimal | None:
    """The plan of the months that are over, and of the running one by its days."""
    parts = []
    for first, line in sums.items():
        span = month(first)
        days = max(0, (min(span.ends_on, told.windows.to_date.ends_on) - span.starts_on).days)
        if line.plan is not None:
            parts.append((line.plan * days / span.days).quantize(Decimal("0.01")))
    return sum(parts, NOTHING) if parts else None


def _outlook(sums: dict[date, Line]) -> Decimal | None:
    if all(line.forecast is None for line in sums.values()):
        return None
    months = [line.forecast if line.forecast is not None else line.actual for line in sums.values()]
    return sum((amount for amount in months if amount is not None), NOTHING)


def _sentence(whole: Line, actual: Decimal, due: Decimal | None, currency: str) -> str:
    if whole.actual is None and whole.plan is None:
        return "Neither plan nor spend is known for this cycle."
    spent = compact_money(actual, currency=currency)
    if not due or whole.plan is None:
        return f"{spent} are spent; nobody has planned this cycle." if whole.plan is None else f"{spent} are spent."
    gap = (actual - due) / due
    planned = f"{compact_money(due, currency=currency)} planned by now"
    if abs(gap) <= LEVEL_WITHIN:
        return f"{spent} are spent, as planned by now."
    return f"{spent} are spent against {planned}: {percent(abs(gap))} {'over' if gap > 0 else 'under'}."


def flow(inputs: ScoreInputs, families: dict[str, str]) -> tuple[FlowPart, ...]:
    """Known spend from channel to business objective; what has no link goes to no objective. Adds up to the ledger."""
    names = {row.key: row.name for row in inputs.objectives}
    found: dict[tuple[str, str], Decimal] = defaultdict(lambda: NOTHING)
    ways: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for link in inputs.links:
        if link.contributing:
            ways[link.campaign].append((link.objective, link.share))
    for campaign in inputs.campaigns:
        if not campaign.spend:
            continue
        channel = campaign.channel or NO_CHANNEL
        if campaign.enabling:
            found[channel, ENABLING] += campaign.spend
            continue
        own = ways[campaign.key]
        for objective, part in zip([*(key for key, _ in own), ""], _parts(campaign.spend, own), strict=True):
            found[channel, names.get(objective, NO_OBJECTIVE)] += part
    keys = {name: key for key, name in names.items()}
    rows = [
        FlowPart(channel, serves, families.get(keys.get(serves, ""), "none"), amount)
        for (channel, serves), amount in found.items()
        if amount
    ]
    return tuple(sorted(rows, key=lambda row: (-row.amount, row.channel, row.serves)))


def _parts(spend: Decimal, ways: Sequence[tuple[str, Decimal]]) -> list[Decimal]:
    given = [share for _, share in ways]
    return shares_to_cents(spend, [*given, max(Decimal(0), 1 - sum(given, Decimal(0)))])


def mix(inputs: ScoreInputs) -> Mix:
    rows = [row for row in inputs.campaigns if row.spend and not row.enabling]
    tagged = [(row.spend or NOTHING, row.long_share) for row in rows if row.long_share is not None]
    whole = sum((amount for amount, _ in tagged), NOTHING)
    untagged = sum((row.spend or NOTHING for row in rows if row.long_share is None), NOTHING)
    target = None if inputs.target_long_share is None else float(inputs.target_long_share)
    if not whole:
        return Mix(None, target, untagged, "No spend of this cycle is tagged as building the brand or selling now.")
    share = float(sum((amount * (part or 0) for amount, part in tagged), NOTHING) / whole)
    aim = f", against {percent(target)} meant" if target is not None else ""
    return Mix(share, target, untagged, f"{percent(share)} of the money builds the brand for the long term{aim}.")
