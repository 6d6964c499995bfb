"""Findings about campaigns whose credit does not fit what they are judged by: one model alone, or clicks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from math import fsum, sqrt

from alignment.core.findings.words import Found, Kind, Row
from alignment.core.inputs import CampaignFacts
from alignment.core.remedies import Step, Verb
from alignment.core.situation import Situation
from organisation.core.show import percent

NOTHING = Decimal(0)
CENT = Decimal("0.01")
LAST, FIRST = "last", "first"
PUNISHED = 0.5  # of what the most generous model gives
FROM_MEASURED = 5
NOISE = 1.6449  # standard errors to either side of a 90 % interval
POOR = 0.5  # of its share of the money
SAID = {"shapley": "Shapley values", "markov_normalised": "Markov chains"}
RICH = 0.05  # of all clicks, and at least its share of the money


@dataclass(frozen=True, slots=True)
class _Group:
    """Campaigns of one theme, else of one channel, with the milestones that each model credits them with."""

    name: str
    campaigns: Sequence[CampaignFacts]
    by_model: Mapping[str, float]

    @property
    def most(self) -> str:
        return max(self.by_model, key=lambda model: (self.by_model[model], model))

    @property
    def money(self) -> Decimal:
        return sum((row.spend or NOTHING for row in self.campaigns), NOTHING)


def punished_by_last(now: Situation) -> Iterator[Found]:
    """Themes, or channels, that last touch gives less than half of what another model gives, and not by chance."""
    for group in _groups(now):
        most, last = group.by_model[group.most], group.by_model[LAST]
        # Both count the same milestones, so the noise of the difference is at most that of independent counts.
        if most < FROM_MEASURED or last > PUNISHED * most or most - last <= NOISE * sqrt(most + last):
            continue
        other = _said(group.most)
        yield Found(
            Kind.PUNISHED_BY_LAST,
            f"Do not judge “{group.name}” by last touch",
            f"Last touch credits it with {last:,.1f} opportunities, {other} with {most:,.1f}: it opens journeys that "
            "others close. Look at it under every model before its money is cut, and test it with a holdout.",
            about=group.name[:120],
            rows=tuple(_judged(now, group)),
            money=group.money,
        )


def hollow(now: Situation) -> Iterator[Found]:
    """Campaigns with more of the clicks than of the money, and under every model far less credit than money."""
    clicks, whole = sum(now.clicks.values()), sum((row.spend or NOTHING for row in _in_scope(now)), NOTHING)
    if not clicks or not whole or not now.inputs.credits:
        return
    credit = {model: _milestones(now, model) for model in now.inputs.credits}
    totals = {model: fsum(rows.values()) for model, rows in credit.items()}
    if not all(totals.values()):
        return
    for row in _in_scope(now):
        money, seen = float((row.spend or NOTHING) / whole), now.clicks.get(row.key, 0) / clicks
        if seen < max(RICH, money) or not row.spend:
            continue
        best = max(credit[model].get(row.key, 0.0) / totals[model] for model in credit)
        high = _high(now, row.key) / totals[now.inputs.locked_model] if now.inputs.locked_model in totals else best
        upper = max(best, high)
        if upper >= POOR * money:
            continue
        yield Found(
            Kind.HOLLOW,
            f"Ask whether the clicks of “{row.name}” are worth their money",
            f"It has {percent(seen)} of all clicks and {percent(money)} of the money, and at most "
            f"{percent(upper, digits=1)} of the credited opportunities under any model, with its 90 % interval.",
            about=row.key,
            rows=(Row(row.key, row.name, f"{now.clicks[row.key]:,} clicks, {percent(seen)} of all", row.spend),),
            money=row.spend,
            steps=tuple(_to_effect(now, row, keep=Decimal(repr(upper)) * whole)),
        )


def _groups(now: Situation) -> Iterator[_Group]:
    if not {LAST, FIRST} <= set(now.inputs.credits):
        return
    credit = {model: _milestones(now, model) for model in now.inputs.credits}
    groups: dict[str, list[CampaignFacts]] = {}
    for row in _in_scope(now):
        if row.spend and (name := row.theme or row.channel):
            groups.setdefault(name, []).append(row)
    for name, rows in sorted(groups.items()):
        by_model = {model: fsum(found.get(row.key, 0.0) for row in rows) for model, found in credit.items()}
        yield _Group(name, rows, by_model)


def _judged(now: Situation, group: _Group) -> Iterator[Row]:
    """Campaigns of the group, the dearest first, with what last touch and the most generous model say of each."""
    last, most = _milestones(now, LAST), _milestones(now, group.most)
    for row in sorted(group.campaigns, key=lambda row: (-(row.spend or NOTHING), row.key)):
        said = f"last {last.get(row.key, 0.0):,.1f}, {_said(group.most)} {most.get(row.key, 0.0):,.1f}"
        yield Row(row.key, row.name, said, row.spend)


def _said(model: str) -> str:
    return SAID.get(model, model.replace("_", " "))


def _to_effect(now: Situation, row: CampaignFacts, *, keep: Decimal) -> Iterator[Step]:
    """Move what its credit does not hold up to the campaign of the same objective with most credit for its money."""
    serves = {link.objective for link in now.inputs.links if link.campaign == row.key and link.contributing}
    credit = _milestones(now, now.inputs.locked_model)
    spend = {other.key: other.spend for other in _in_scope(now) if other.spend and other.key != row.key}
    beside = {
        link.campaign for link in now.inputs.links
        if link.objective in serves and link.contributing and link.campaign in spend
    }  # fmt: skip
    worth = {key: credit.get(key, 0.0) / float(spend[key]) for key in beside if credit.get(key, 0.0) >= FROM_MEASURED}
    amount = ((row.spend or NOTHING) - keep).quantize(CENT, rounding=ROUND_DOWN)
    if worth and amount > 0:
        yield Step(Verb.MOVE, row.key, to=max(worth, key=lambda key: (worth[key], key)), amount=amount)


def _high(now: Situation, campaign: str) -> float:
    """The upper end of the 90 % interval of its credit under the locked model."""
    facts = (row for row in now.inputs.credits[now.inputs.locked_model] if row.campaign == campaign)
    return max((row.milestones + NOISE * (row.error or 0.0) for row in facts), default=0.0)


def _milestones(now: Situation, model: str) -> Mapping[str, float]:
    return {row.campaign: row.milestones for row in now.inputs.credits.get(model, ())}


def _in_scope(now: Situation) -> list[CampaignFacts]:
    return [row for row in now.inputs.campaigns if not row.enabling]
