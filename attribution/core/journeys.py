"""Journeys cut from touches one unit at a time: the readable reference that the SQL engine is tested against."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from attribution.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Touch:
    touch_id: int
    unit_id: int
    occurred_at: int
    channel: int
    source_rank: int = 0
    campaign: int | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """A milestone; `stages` maps stage codes to the second at which the same subject first entered them."""

    conversion_id: int
    unit_id: int
    occurred_at: int
    value: float = 0.0
    stages: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Journey:
    """Touches oldest first; a null journey carries nulls = 1 and no conversions."""

    journey_id: int
    touches: tuple[Touch, ...]
    ended_at: int
    conversions: float = 1.0
    nulls: float = 0.0
    value: float = 0.0
    stages: Mapping[int, int] = field(default_factory=dict)


def journeys(touches: Iterable[Touch], conversions: Iterable[Conversion], settings: Settings) -> list[Journey]:
    """All journeys of the window: one per conversion (perhaps without a touch), then the null journeys."""
    by_unit: dict[int, list[Touch]] = defaultdict(list)
    for touch in sorted(touches, key=lambda t: (t.occurred_at, t.source_rank, t.touch_id)):
        by_unit[touch.unit_id].append(touch)
    converted: dict[int, list[Conversion]] = defaultdict(list)
    for conversion in conversions:
        converted[conversion.unit_id].append(conversion)
    found = [
        _converting(conversion, by_unit[unit], mine, settings)
        for unit, mine in converted.items()
        for conversion in mine
        if settings.starts_at <= conversion.occurred_at < settings.ends_at
    ]
    found.extend(_null_journeys(by_unit, converted, settings))
    return [replace(journey, touches=transformed(journey.touches, settings)) for journey in found]


def transformed(touches: tuple[Touch, ...], settings: Settings) -> tuple[Touch, ...]:
    """Collapse repeats, first occurrences, drop Direct, keep the last k: whichever are on, in this order."""
    wanted = settings.transforms
    if wanted.collapse_repeats:
        touches = tuple(next(run) for _, run in groupby(touches, key=lambda t: t.channel))
    if wanted.first_occurrence:
        channels = [touch.channel for touch in touches]
        touches = tuple(touch for i, touch in enumerate(touches) if touch.channel not in channels[:i])
    if wanted.drop_direct:
        touches = tuple(t for t in touches if t.channel not in settings.direct_channels) or touches
    if wanted.keep_last is not None:
        touches = touches[-wanted.keep_last :]
    return touches


def _converting(
    conversion: Conversion, touches: Sequence[Touch], of_unit: Sequence[Conversion], settings: Settings
) -> Journey:
    opens_at = conversion.occurred_at - settings.lookback
    if settings.reset:
        before = [c.occurred_at for c in of_unit if c.occurred_at < conversion.occurred_at]
        opens_at = max([opens_at, *(moment + 1 for moment in before)])
    return Journey(
        journey_id=conversion.conversion_id,
        touches=_between(touches, opens_at, conversion.occurred_at),
        ended_at=conversion.occurred_at,
        value=conversion.value,
        stages=conversion.stages,
    )


def _null_journeys(
    by_unit: Mapping[int, Sequence[Touch]], converted: Mapping[int, Sequence[Conversion]], settings: Settings
) -> Iterator[Journey]:
    if not settings.null_journeys:
        return
    for unit, touches in by_unit.items():
        inside = [
            c.occurred_at for c in converted.get(unit, ()) if settings.starts_at <= c.occurred_at < settings.ends_at
        ]
        if inside and not settings.tails:
            continue
        opens_at = max(inside) + 1 if inside else settings.starts_at - settings.lookback
        open_ones = _between(touches, opens_at, settings.ends_at - 1)
        if open_ones and open_ones[-1].occurred_at >= settings.starts_at:
            ended_at = open_ones[-1].occurred_at
            kept = _between(open_ones, ended_at - settings.lookback, ended_at)
            yield Journey(journey_id=-1 - unit, touches=kept, ended_at=ended_at, conversions=0.0, nulls=1.0)


def _between(touches: Sequence[Touch], first: int, last: int) -> tuple[Touch, ...]:
    return tuple(touch for touch in touches if first <= touch.occurred_at <= last)
