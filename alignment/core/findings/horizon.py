"""Findings about the mix of money for the brand and for activation."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from alignment.core.findings.words import Found, Kind, Row
from alignment.core.inputs import CampaignFacts
from alignment.core.remedies import Step, Verb
from alignment.core.situation import Situation
from organisation.core.show import percent

NOTHING = Decimal(0)
CENT = Decimal("0.01")
HORIZON_FIT = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class _Mix:
    """Tagged campaigns, the part of their money that builds the brand, and what it lacks to the mix that was set."""

    tagged: list[CampaignFacts]
    share: Decimal
    target: Decimal
    gap: Decimal

    @property
    def fit(self) -> Decimal:
        return 1 - abs(self.target - self.share) / max(self.target, 1 - self.target)

    @property
    def said(self) -> str:
        share, target = percent(self.share), percent(self.target)
        return f"{share} of the tagged money builds the brand; the mix that was set is {target}."


def horizon_off(now: Situation) -> Iterator[Found]:
    """Too much for the short term, or too little, against the mix that was set."""
    mix = _mix(now)
    if mix is None or mix.fit >= HORIZON_FIT or _is_short(now, mix):
        return
    sides = ("brand", "activation") if mix.gap > 0 else ("activation", "brand")
    yield Found(
        Kind.HORIZON_OFF,
        f"Move money from {sides[1]} to {sides[0]}",
        mix.said,
        rows=_tagged(mix),
        money=abs(mix.gap).quantize(CENT, rounding=ROUND_DOWN),
        steps=tuple(_rebalance(now, mix)),
    )


def short_termism(now: Situation) -> Iterator[Found]:
    """Measures of the brand fall while activation gets more than the mix that was set leaves it."""
    mix = _mix(now)
    if mix is None or not _is_short(now, mix):
        return
    many = f"{len(now.fallen)} measures" if len(now.fallen) > 1 else f"“{now.fallen[0].name}”"
    fallen = tuple(Row(row.key, row.name, row.said) for row in now.fallen)
    yield Found(
        Kind.SHORT_TERMISM,
        f"Stop paying for today with tomorrow: {many} of the brand fell",
        f"{mix.said} What lasts is short of money, and it shows.",
        rows=(*fallen, *_tagged(mix)),
        money=mix.gap.quantize(CENT, rounding=ROUND_DOWN),
        steps=tuple(_rebalance(now, mix)),
    )


def _mix(now: Situation) -> _Mix | None:
    target = now.inputs.target_long_share
    tagged = [row for row in now.inputs.campaigns if row.spend and row.long_share is not None and not row.enabling]
    whole = sum((row.spend or NOTHING for row in tagged), NOTHING)
    if target is None or whole <= 0:
        return None
    brand = sum(((row.spend or NOTHING) * (row.long_share or NOTHING) for row in tagged), NOTHING)
    return _Mix(tagged, brand / whole, target, target * whole - brand)


def _is_short(now: Situation, mix: _Mix) -> bool:
    return bool(now.fallen) and mix.gap >= CENT


def _tagged(mix: _Mix) -> tuple[Row, ...]:
    rows = sorted(mix.tagged, key=lambda row: (-(row.spend or NOTHING), row.key))
    return tuple(Row(row.key, row.name, f"{percent(row.long_share)} brand", row.spend) for row in rows)


def _rebalance(now: Situation, mix: _Mix) -> Iterator[Step]:
    """Take from campaigns wholly on the heavy side, the largest first, for one on the other side."""
    heavy, light = (NOTHING, Decimal(1)) if mix.gap > 0 else (Decimal(1), NOTHING)
    amount = abs(mix.gap).quantize(CENT, rounding=ROUND_DOWN)
    rows = sorted(
        (row for row in now.inputs.campaigns if row.spend and not row.enabling),
        key=lambda row: (-(row.spend or NOTHING), row.key),
    )
    linked = {link.campaign: link.objective for link in now.inputs.links if link.contributing}
    homes = [row.key for row in rows if row.long_share == light]
    home = next((key for key in homes if key in linked), homes[0] if homes else "")
    for row in rows:
        part = min(amount, row.spend or NOTHING)
        if row.long_share != heavy or part <= 0 or not home:
            continue
        yield Step(Verb.MOVE, row.key, linked.get(home, ""), to=home, amount=part)
        amount -= part
