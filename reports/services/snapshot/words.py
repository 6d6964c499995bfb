"""What the numbers of a snapshot say: the headline, the risks, and the decisions that are asked."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from alignment.core.coverage import Ledger
from alignment.selectors import Move
from okrs.core.status import Status
from organisation.core.show import compact_money, number, percent
from reports.core.snapshot import Credit, Headline, KpiRow, Money, ObjectiveRow, Promise, Score
from reports.dashboards.sentences import STARVED_BY, State, kpis_sentence, objectives_sentence, opening, warning

WORTH_A_WORD = 0.005
BAD = {Status.OFF_TRACK, Status.MISSED}
MUCH_ON_ONE = Decimal("0.40")
MUCH_UNKNOWN = Decimal("0.40")
OVER_PLAN = Decimal("1.05")
WIDE_RANGE = 10
MOST_NAMED = 4


def headline(
    score: Score, split: Ledger, rows: Sequence[ObjectiveRow], kpis: Sequence[KpiRow], money: Money, *, currency: str
) -> Headline:
    starved = _starved(rows)
    state = State(
        score=score.value,
        band=score.band,
        reason=score.reason,
        orphan=float(split.orphan),
        in_scope=float(split.in_scope),
        currency=currency,
        starved=(starved.name, starved.spend_share or 0.0, starved.target_share) if starved else None,
    )
    return Headline(
        sentence=opening(state),
        warning=warning(state),
        lede=score.reason if score.value is None else score.moved,
        points=tuple(_points(rows, kpis, money)),
    )


def _points(rows: Sequence[ObjectiveRow], kpis: Sequence[KpiRow], money: Money) -> Iterator[str]:
    yield from filter(None, (objectives_sentence(rows), kpis_sentence(kpis), money.sentence))


def risks(
    rows: Sequence[ObjectiveRow],
    promised: Sequence[Promise],
    credit: Credit,
    money: Money,
    score: Score,
    *,
    currency: str,
) -> Iterator[str]:
    """What may still go wrong, the gravest first; each is a finding of a rule, with its number."""
    for row in rows:
        if Status(row.status) in BAD:
            bad = [one.name for one in promised if one.serves == row.name and Status(one.status) in BAD]
            yield f"“{row.name}” is off track{f' with {_listed(bad[:2])}' if bad else ''}."
    silent = [row.name for row in rows if Status(row.status) in {Status.OUTDATED, Status.NO_DATA}]
    if silent:
        yield f"Nobody can tell how {_listed(silent)} {'stands' if len(silent) == 1 else 'stand'}."
    yield from _of_credit(credit)
    if money.plan and money.forecast and money.forecast > money.plan * OVER_PLAN:
        over = compact_money(money.forecast - money.plan, currency=currency)
        yield f"The forecast is {over} above the plan."
    if score.low is not None and score.high is not None and score.high - score.low >= WIDE_RANGE:
        yield (
            f"The score depends on the attribution model: {number(score.low)} to {number(score.high)} "
            f"over {number(score.models)} models."
        )


def _of_credit(credit: Credit) -> Iterator[str]:
    attributed = credit.total - credit.unattributed
    if attributed > 0 and credit.rows and credit.rows[0].pipeline / attributed >= MUCH_ON_ONE:
        first = credit.rows[0]
        yield f"{percent(first.pipeline / attributed)} of the credited pipeline rests on “{first.name}”."
    if credit.total > 0 and credit.unattributed / credit.total >= MUCH_UNKNOWN:
        yield f"{percent(credit.unattributed / credit.total)} of the pipeline has no touch before it."


def decisions(rows: Sequence[ObjectiveRow], split: Ledger, moves: Sequence[Move], *, currency: str) -> Iterator[str]:
    """What the reader is asked to decide, each with its money: the best moves, and what is off track."""
    for move in moves:
        gain = f"+{number(move.points, digits=1)} points" if move.points is not None else "makes the cycle scorable"
        yield f"{move.title} ({compact_money(move.money, currency=currency)}, {gain})."
    if not moves:
        yield from _by_money(rows, split, currency=currency)
    for row in [row for row in rows if Status(row.status) in BAD][:2]:
        yield f"Keep, change or drop “{row.name}”, which is off track."


def _by_money(rows: Sequence[ObjectiveRow], split: Ledger, *, currency: str) -> Iterator[str]:
    mapped = split.mapped
    starved = _starved(rows)
    if starved and starved.target_share - (starved.spend_share or 0) >= STARVED_BY:
        gap = mapped * Decimal(str(starved.target_share - (starved.spend_share or 0)))
        yield (
            f"Move {compact_money(gap, currency=currency)} to “{starved.name}”, or lower its target share of "
            f"{percent(starved.target_share)}: it gets {percent(starved.spend_share)} of the money."
        )
    if split.in_scope and split.orphan / split.in_scope > WORTH_A_WORD:
        yield f"Link or stop what serves no objective: {compact_money(split.orphan, currency=currency)}."


def _starved(rows: Sequence[ObjectiveRow]) -> ObjectiveRow | None:
    known = [row for row in rows if row.spend_share is not None]
    return max(known, key=lambda row: row.target_share - (row.spend_share or 0.0), default=None)


def _listed(names: Sequence[str]) -> str:
    """All of a few; of many the first, and how many more."""
    quoted = [f"“{name}”" for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        quoted.append(f"{len(names) - MOST_NAMED} more")
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
