"""A plan as single moves that can be taken or left one by one, each judged on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forecasts.core.arrays import Interval
from forecasts.core.budget.advice import Advice, ChannelMove, evaluate
from forecasts.core.budget.curves import Curves

LEAST_SHARE = 0.005  # of the whole budget: smaller moves are noise


@dataclass(frozen=True, slots=True)
class Transfer:
    """Cents per period out of one channel and into another; None where the money comes from or leaves the budget."""

    source: str | None
    target: str | None
    cents: int


@dataclass(frozen=True, slots=True)
class Card:
    """One transfer made alone: what it gains over the whole plan, in an 80 % range, and how likely it gains at all."""

    transfer: Transfer
    gain: Interval
    chance: float


def cards(curves: Curves, advice: Advice) -> list[Card]:
    """The moves of an advice, the largest gain first; none where the advice is to keep the plan."""
    if advice.keep:
        return []
    found = [_card(curves, transfer) for transfer in transfers(advice.moves)]
    return sorted(found, key=lambda card: -card.gain.median)


def transfers(moves: Sequence[ChannelMove]) -> list[Transfer]:
    """Cuts paired with raises, the largest with the largest, until one side is used up; what is left stands alone.

    >>> from forecasts.core.arrays import Interval
    >>> flat = Interval(0, 0, 0)
    >>> rows = [ChannelMove("a", 500, 200, flat, None, None), ChannelMove("b", 100, 350, flat, None, None)]
    >>> [(one.source, one.target, one.cents) for one in transfers(rows)]
    [('a', 'b', 250), ('a', None, 50)]
    """
    least = LEAST_SHARE * sum(move.now for move in moves)
    cuts = _sides({move.channel: move.now - move.then for move in moves})
    raises = _sides({move.channel: move.then - move.now for move in moves})
    found = []
    while cuts and raises:
        (source, taken), (target, given) = cuts.pop(0), raises.pop(0)
        cents = min(taken, given)
        found.append(Transfer(source, target, cents))
        if taken > cents:
            cuts.insert(0, (source, taken - cents))
        if given > cents:
            raises.insert(0, (target, given - cents))
    found += [Transfer(name, None, cents) for name, cents in cuts]
    found += [Transfer(None, name, cents) for name, cents in raises]
    return [one for one in found if one.cents >= max(least, 1)]


def _sides(changes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Channels that change this way, the largest change first."""
    return sorted(((name, cents) for name, cents in changes.items() if cents > 0), key=lambda side: -side[1])


def _card(curves: Curves, transfer: Transfer) -> Card:
    now = dict(zip(curves.channels, curves.current.tolist(), strict=True))
    plan = {}
    if transfer.source is not None:
        plan[transfer.source] = max(now[transfer.source] - transfer.cents / 100, 0.0)
    if transfer.target is not None:
        plan[transfer.target] = now[transfer.target] + transfer.cents / 100
    alone = evaluate(curves, plan)
    return Card(transfer, alone.gain, alone.chance_of_gain)
