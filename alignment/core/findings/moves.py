"""Findings about future money that the response curves would spend elsewhere."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from alignment.core.findings.words import Found, Kind, Row
from alignment.core.remedies import Step, Verb
from alignment.core.situation import MoveFacts, Situation

Part = tuple[str, Decimal]


def budget_moves(now: Situation) -> Iterator[Found]:
    """Every move of the newest budget plan. Its points are the score had the money been spent so in this cycle."""
    spend = {row.key: row.spend for row in now.inputs.campaigns if row.spend is not None and not row.enabling}
    for move in now.moves:
        yield Found(
            Kind.BUDGET_MOVE,
            _title(move),
            f"{move.said} Points say what this cycle would score had as much been spent so already.",
            about=move.key,
            rows=tuple(_rows(move)),
            money=move.amount,
            steps=tuple(_steps(move, spend)),
            state=move.state,
        )


def _title(move: MoveFacts) -> str:
    if move.source and move.target:
        return f"Move money from {move.source} to {move.target}"
    return f"Spend more on {move.target}" if move.target else f"Spend less on {move.source}"


def _rows(move: MoveFacts) -> Iterator[Row]:
    for parts, word in ((move.cuts, "gives"), (move.raises, "gets")):
        for key, amount in parts:
            yield Row(key, move.names.get(key, key), word, amount)


def _steps(move: MoveFacts, spend: dict[str, Decimal]) -> Iterator[Step]:
    """Pairs of a campaign that gives and one that gets; nobody gives more than it spent in the cycle."""
    cuts = [(key, min(amount, spend[key])) for key, amount in move.cuts if key in spend]
    raises = [(key, amount) for key, amount in move.raises if key in spend]
    if bool(cuts) != bool(move.source) or bool(raises) != bool(move.target):
        return
    yield from _paired(cuts, raises) if cuts and raises else _alone(cuts, raises)


def _paired(cuts: Sequence[Part], raises: Sequence[Part]) -> Iterator[Step]:
    giving, getting = list(cuts), list(raises)
    while giving and getting:
        (source, left), (target, open_) = giving[0], getting[0]
        amount = min(left, open_)
        if amount > 0:
            yield Step(Verb.MOVE, source, to=target, amount=amount)
        giving[0], getting[0] = (source, left - amount), (target, open_ - amount)
        if left <= open_:
            giving.pop(0)
        if open_ <= left:
            getting.pop(0)


def _alone(cuts: Sequence[Part], raises: Sequence[Part]) -> Iterator[Step]:
    yield from (Step(Verb.MOVE, key, amount=amount) for key, amount in cuts if amount > 0)
    yield from (Step(Verb.MOVE, to=key, amount=amount) for key, amount in raises if amount > 0)
