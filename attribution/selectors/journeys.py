"""Read what a run kept of journeys: their shapes, why milestones have no credit, how complete the facts were."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from attribution.models import CoverageMonth, CreditRun, JourneyMonth, Unattributed
from attribution.selectors.explorer import PATHS, Slice
from campaigns.models import Channel

COVERED = (
    "touches", "touches_with_campaign", "touches_with_channel", "touches_with_account", "opportunities",
    "opportunities_with_account", "opportunities_with_roles", "opportunities_with_amount",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommonPath:
    """Channels in order (ids; 0 means that more follow, -1 the unknown one)."""

    channels: tuple[int, ...]
    journeys: int
    value: float


@dataclass(frozen=True, slots=True)
class EndPoint:
    """Journeys that began or ended with a channel."""

    channel: int
    journeys: int
    value: float


@dataclass(frozen=True, slots=True)
class Journeys:
    """The journeys with a touch in some months. Paths too rare to be kept are in `journeys` alone."""

    journeys: int
    paths: Sequence[CommonPath]
    touches: Mapping[int, int]
    days: Mapping[int, int]
    first: Sequence[EndPoint]
    last: Sequence[EndPoint]


@dataclass(frozen=True, slots=True)
class Lost:
    """Unattributed milestones of one reason."""

    reason: Unattributed.Reason
    milestones: int
    value: Decimal
    unknown: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How complete the facts of some months were."""

    touches: int
    touches_with_campaign: int
    touches_with_channel: int
    touches_with_account: int
    opportunities: int
    opportunities_with_account: int
    opportunities_with_roles: int
    opportunities_with_amount: int


def journeys(part: Slice) -> Journeys:
    """Journeys of the months and the scope, added up; of one group, those that it touched."""
    rows = JourneyMonth.objects.filter(_slots(part), run=part.run, milestone=part.milestone)
    whole = 0
    paths: dict[tuple[int, ...], tuple[int, float]] = {}
    touches: Counter[int] = Counter()
    days: Counter[int] = Counter()
    ends: dict[str, dict[int, tuple[int, float]]] = {"first": {}, "last": {}}
    for row in rows:
        whole += row.journeys
        for channels, count, value in row.shape["paths"]:
            _add(paths, tuple(channels), count, value)
        touches.update(dict(row.shape["touches"]))
        days.update(dict(row.shape["days"]))
        for name, found in ends.items():
            for channel, count, value in row.shape[name]:
                _add(found, channel, count, value)
    ranked = sorted(paths.items(), key=lambda item: (-item[1][0], item[0]))
    return Journeys(
        journeys=whole,
        paths=[CommonPath(channels, count, value) for channels, (count, value) in ranked],
        touches=dict(sorted(touches.items())),
        days=dict(sorted(days.items())),
        first=_ranked(ends["first"]),
        last=_ranked(ends["last"]),
    )


def keeps_groups(run: CreditRun) -> bool:
    """Whether the run kept journeys and touches by channel and campaign; runs of earlier versions did not."""
    return JourneyMonth.objects.filter(run=run).exclude(touched=JourneyMonth.Touched.ALL).exists()


def channel_names() -> Mapping[int, str]:
    """What the numbers in paths stand for."""
    return {-1: "Channel unknown", **dict(Channel.objects.values_list("pk", "name"))}


def unattributed(part: Slice) -> Sequence[Lost]:
    """Milestones without credit by reason, the most money first."""
    rows = Unattributed.objects.filter(part.condition, run=part.run, milestone=part.milestone)
    found = rows.values_list("reason").annotate(n=Sum("milestones"), v=Sum("value"), u=Sum("unknown_values"))
    return [Lost(Unattributed.Reason(reason), n, v, u) for reason, n, v, u in found.order_by("-v", "-n", "reason")]


def coverage(part: Slice) -> Coverage:
    """Touches and opportunities of the months and the scope, and how many of them say what attribution needs.

    Of one channel, theme or campaign: its touches alone.
    """
    rows = CoverageMonth.objects.filter(part.condition, run=part.run)
    if part.only:
        rows = rows.filter(**{f"{PATHS[part.only.by]}_id": part.only.key})
    found = rows.aggregate(**{f"all_{name}": Sum(name) for name in COVERED})
    return Coverage(**{name: found[f"all_{name}"] or 0 for name in COVERED})


def _slots(part: Slice) -> Q:
    """Journeys of a group are kept by scope alone; all journeys of a month also together."""
    if part.only:
        return part.condition & Q(touched=part.only.by.value, touched_id=part.only.key)
    return part.condition & (Q(touched="") if part.scope else Q(touched="", scope=None))


def _add(found: dict, key: object, count: int, value: float) -> None:  # type: ignore[type-arg]
    before = found.get(key, (0, 0.0))
    found[key] = before[0] + count, before[1] + value


def _ranked(found: Mapping[int, tuple[int, float]]) -> Sequence[EndPoint]:
    rows = [EndPoint(channel, count, value) for channel, (count, value) in found.items()]
    return sorted(rows, key=lambda row: (-row.journeys, row.channel))
