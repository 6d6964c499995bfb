"""The picture of a line of sight: money on the left, what it carried in the middle, the key result on the right.

Ribbons on the right are as wide as the credit. Each has three nested widths where it leaves its source: the low end
of the interval is solid, the estimate is filled, the high end is a faint halo; at the key result all meet at the
estimate, so that a fuzzy start means an uncertain number. Units are those of the drawing's own coordinates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from alignment.core.sight import NOTHING, Division, Source

WIDTH = 920.0
MONEY_X, SOURCE_X, RESULT_X = 124.0, 400.0, 742.0
TOP, TALLEST, GAP, LABEL = 34.0, 380.0, 16.0, 34.0
BAR, THIN = 10.0, 1.5


@dataclass(frozen=True, slots=True)
class Box:
    """A node or a part of the bar."""

    x: float
    y: float
    width: float
    height: float
    name: str = ""
    key: str = ""
    kind: str = ""
    amount: float = 0.0

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A filled way from one side to the other. `kind`: money, low, estimate, high or unattributed."""

    path: str
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A source's place for words: beside its node."""

    y: float
    source: Source


@dataclass(frozen=True, slots=True)
class Whisker:
    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Flow:
    height: float
    ribbons: Sequence[Ribbon]
    nodes: Sequence[Box]
    labels: Sequence[Label]
    whiskers: Sequence[Whisker]
    bar: Sequence[Box]
    target: Box | None
    pace: float | None
    lost: float | None

    @property
    def width(self) -> float:
        return WIDTH

    @property
    def target_end(self) -> float:
        return self.target.y + self.target.height if self.target else TOP


def flow(
    division: Division, shown: Sequence[Source], *, target: Decimal | None = None, expected: Decimal | None = None
) -> Flow | None:
    """Lay the picture out; None where there is nothing to draw. `expected` is the value due by today."""
    if division.whole <= 0:
        return None
    full = float(max([division.whole, target or NOTHING]))
    scale = TALLEST / full
    spend = float(sum((row.spend or NOTHING for row in shown), NOTHING))
    money = min(TALLEST * 0.8, 60.0 * len(shown)) / spend if spend > 0 else 0.0
    slots = _slots(shown, scale, money)
    ribbons = _money_ribbons(shown, slots, money)
    bar, at = [], TOP
    for row, slot in zip(shown, slots, strict=True):
        height = float(row.value) * scale
        ribbons += _credit_ribbons(row, slot.middle, at, scale)
        bar.append(Box(RESULT_X, at, BAR * 2, max(height, 0.0), row.name, row.key, "credit"))
        at += height
    bottom = slots[-1].y + slots[-1].height if slots else TOP
    lost = _unattributed(division, at, bottom, scale)
    if lost is not None:
        ribbons.append(lost[0])
        bar.append(lost[1])
        at += lost[1].height
    end = max(at, TOP + float(target or 0) * scale, bottom + (LABEL * 2 if lost else 0))
    return Flow(
        height=end + 30,
        ribbons=ribbons,
        nodes=[*_money_nodes(shown, slots, money), *slots],
        labels=[Label(slot.middle, row) for slot, row in zip(slots, shown, strict=True)],
        whiskers=_whiskers(shown, slots, scale),
        bar=bar,
        target=Box(RESULT_X, TOP, BAR * 2, float(target) * scale, kind="target") if target else None,
        pace=TOP + float(expected) * scale if expected is not None and expected > 0 else None,
        lost=bottom + LABEL if lost else None,
    )


def _slots(shown: Sequence[Source], scale: float, money: float) -> list[Box]:
    """Nodes of the sources, each with room for its widest bound and its words."""
    boxes, at = [], TOP
    for row in shown:
        widest = float(row.high if row.high is not None else row.value) * scale
        height = max(float(row.value) * scale, float(row.spend or 0) * money, THIN)
        room = max(height, widest, LABEL)
        boxes.append(Box(SOURCE_X, at + (room - height) / 2, BAR, height, row.name, row.key, "source"))
        at += room + GAP
    return boxes


def _credit_ribbons(row: Source, middle: float, at: float, scale: float) -> list[Ribbon]:
    end = (at, at + float(row.value) * scale)
    if row.value <= 0:
        return []
    widths = [("high", row.high), ("estimate", row.value), ("low", row.low)]
    found = []
    for kind, amount in widths:
        if amount is None or amount <= 0:
            continue
        half = float(amount) * scale / 2
        found.append(Ribbon(_way((SOURCE_X + BAR, middle - half, middle + half), (RESULT_X, *end)), kind, row.key))
    return found


def _money_groups(shown: Sequence[Source], slots: Sequence[Box]) -> list[tuple[str, float]]:
    """What was spent by where the money is listed, in the order of what it pays for, so that few ways cross."""
    sums: dict[str, float] = {}
    places: dict[str, float] = {}
    for row, slot in zip(shown, slots, strict=True):
        if row.spend and row.spend > 0:
            amount = float(row.spend)
            sums[row.money_from] = sums.get(row.money_from, 0.0) + amount
            places[row.money_from] = places.get(row.money_from, 0.0) + amount * slot.middle
    return sorted(sums.items(), key=lambda pair: (places[pair[0]] / pair[1], pair[0]))


def _money_nodes(shown: Sequence[Source], slots: Sequence[Box], money: float) -> list[Box]:
    groups = _money_groups(shown, slots)
    if not groups:
        return []
    heights = [max(amount * money, THIN) for _, amount in groups]
    whole = slots[-1].y + slots[-1].height - TOP
    free = (whole - sum(heights)) / max(len(groups) - 1, 1)
    gap = min(max(LABEL - min(heights), free, GAP), 64.0)
    at = TOP + max(0.0, (whole - sum(heights) - gap * (len(groups) - 1)) / 2)
    boxes = []
    for (name, amount), height in zip(groups, heights, strict=True):
        boxes.append(Box(MONEY_X, at, BAR, height, name, kind="money", amount=amount))
        at += height + gap
    return boxes


def _money_ribbons(shown: Sequence[Source], slots: Sequence[Box], money: float) -> list[Ribbon]:
    nodes = {node.name: node.y for node in _money_nodes(shown, slots, money)}
    found = []
    for row, slot in zip(shown, slots, strict=True):
        if not row.spend or row.spend <= 0:
            continue
        height, start = float(row.spend) * money, nodes[row.money_from]
        nodes[row.money_from] = start + height
        end = slot.middle
        path = _way((MONEY_X + BAR, start, start + height), (SOURCE_X, end - height / 2, end + height / 2))
        found.append(Ribbon(path, "money", row.key))
    return found


def _unattributed(division: Division, at: float, bottom: float, scale: float) -> tuple[Ribbon, Box] | None:
    height = float(division.unattributed) * scale
    if height <= 0:
        return None
    start = bottom + LABEL - height / 2
    path = _way((SOURCE_X + BAR, max(start, bottom + 4), max(start, bottom + 4) + height), (RESULT_X, at, at + height))
    return Ribbon(path, "unattributed"), Box(RESULT_X, at, BAR * 2, height, kind="unattributed")


def _whiskers(shown: Sequence[Source], slots: Sequence[Box], scale: float) -> list[Whisker]:
    return [
        Whisker(
            SOURCE_X + BAR / 2,
            slot.middle - float(row.high) * scale / 2,
            slot.middle + float(row.high) * scale / 2,
        )
        for row, slot in zip(shown, slots, strict=True)
        if row.high is not None and row.value > 0
    ]


def _way(start: tuple[float, float, float], end: tuple[float, float, float]) -> str:
    """A ribbon from (x, top, bottom) to (x, top, bottom), with level ends."""
    (x0, top0, bottom0), (x1, top1, bottom1) = start, end
    bend = (x1 - x0) * 0.5
    return (
        f"M{x0:.1f},{top0:.1f}C{x0 + bend:.1f},{top0:.1f} {x1 - bend:.1f},{top1:.1f} {x1:.1f},{top1:.1f}"
        f"L{x1:.1f},{bottom1:.1f}C{x1 - bend:.1f},{bottom1:.1f} {x0 + bend:.1f},{bottom0:.1f} {x0:.1f},{bottom0:.1f}Z"
    )
