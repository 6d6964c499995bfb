"""One journey under every model that adds up: what each touch gets, and why, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from attribution.core.journeys import Journey
from attribution.core.models import POOLED, Model
from attribution.core.rules import RULES, Weights
from attribution.core.settings import FULL_PATH, W_SHAPED, Settings, Stage

Effects = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Known:
    """What a run knows of channels: their removal effects, and what models of the whole credit them with."""

    effects: Effects = field(default_factory=dict)
    credit: Mapping[Model, Effects] = field(default_factory=dict)


def portions(journey: Journey, settings: Settings, *, known: Known) -> Mapping[Model, Weights]:
    """Weights of the touches by model, each summing to 1. The journey needs at least one touch.

    Models of the whole credit no journey. For them the milestone is shared as all milestones together are: in
    proportion to the credit of the channels that are in the journey. They are left out where the run has not got them.
    """
    found: dict[Model, Weights] = {model: rule(journey, settings) for model, rule in RULES.items()}
    found[Model.MARKOV_NORMALISED] = by_channel(journey, known.effects)
    found[Model.SHAPLEY] = by_channel(journey, {})
    found |= {model: by_channel(journey, credit) for model, credit in known.credit.items() if model in POOLED}
    return found


def by_channel(journey: Journey, effects: Effects) -> Weights:
    """Channels in proportion to their effects, equally where none has one; a channel's touches share equally.

    Effects below zero count as none: a touch takes nothing away from a milestone that was reached.
    """
    touches = [touch.channel for touch in journey.touches]
    distinct = sorted(set(touches))
    mine = {channel: max(effects.get(channel, 0.0), 0.0) for channel in distinct}
    whole = sum(mine.values())
    parts = {channel: mine[channel] / whole if whole > 0 else 1 / len(distinct) for channel in distinct}
    return [parts[channel] / touches.count(channel) for channel in touches]


def roles(journey: Journey) -> Sequence[tuple[str, ...]]:
    """Of every touch, what it is in the journey: first, lead-creating, opportunity-creating, closing."""
    last = len(journey.touches) - 1
    marks = {"first": 0, "closing": last}
    for name, stage in (("lead-creating", Stage.LEAD), ("opportunity-creating", Stage.OPPORTUNITY)):
        entered = journey.stages.get(stage)
        if entered is not None and entered <= journey.ended_at:
            before = [at for at, touch in enumerate(journey.touches) if touch.occurred_at <= entered]
            if before:
                marks[name] = before[-1]
    order = ("first", "lead-creating", "opportunity-creating", "closing")
    return [tuple(name for name in order if marks.get(name) == at) for at in range(last + 1)]


def reason(model: Model, journey: Journey, at: int, settings: Settings, *, known: Known) -> str:
    """Why the touch at place `at` gets what it gets, as a phrase."""
    if model in POOLED:
        return _pooled(journey, at, known.credit.get(model, {}))
    return REASONS[model](journey, at, settings, known.effects)


def _first(journey: Journey, at: int, _: Settings, __: Effects) -> str:
    return "the first touch takes all" if at == 0 else "not the first touch"


def _last(journey: Journey, at: int, _: Settings, __: Effects) -> str:
    return "the last touch takes all" if at == len(journey.touches) - 1 else "not the last touch"


def _last_non_direct(journey: Journey, at: int, settings: Settings, _: Effects) -> str:
    if RULES[Model.LAST_NON_DIRECT](journey, settings)[at]:
        return "the last touch that is not Direct takes all"
    direct = journey.touches[at].channel in settings.direct_channels
    return "Direct is passed over" if direct else "not the last touch that is not Direct"


def _linear(journey: Journey, _: int, __: Settings, ___: Effects) -> str:
    count = len(journey.touches)
    return f"one of {count} equal touches" if count > 1 else "the only touch"


def _time_decay(journey: Journey, at: int, settings: Settings, _: Effects) -> str:
    day = 86_400 * settings.ticks
    age = (journey.ended_at - journey.touches[at].occurred_at) / day
    return f"{age:.0f} days before; half as much for every {settings.half_life_days:g} days"


def _position(journey: Journey, at: int, _: Settings, __: Effects) -> str:
    middle = len(journey.touches) - 2
    if middle < 1:
        return _linear(journey, at, _, __)
    return "an end: 40 %" if at in (0, middle + 1) else f"one of {middle} in the middle, which share 20 %"


def _w_shaped(journey: Journey, at: int, settings: Settings, _: Effects) -> str:
    weighed = {"first": W_SHAPED.first, "lead-creating": W_SHAPED.lead, "opportunity-creating": W_SHAPED.opportunity}
    return _anchored(journey, at, weighed)


def _full_path(journey: Journey, at: int, settings: Settings, _: Effects) -> str:
    part = FULL_PATH.first
    return _anchored(journey, at, dict.fromkeys(("first", "lead-creating", "opportunity-creating", "closing"), part))


def _custom(journey: Journey, at: int, settings: Settings, _: Effects) -> str:
    own = settings.custom
    weighed = {"first": own.first, "lead-creating": own.lead, "opportunity-creating": own.opportunity}
    return _anchored(journey, at, {**weighed, "closing": own.closing})


def _anchored(journey: Journey, at: int, weighed: Mapping[str, float]) -> str:
    marks = roles(journey)
    held = [name for name in marks[at] if weighed.get(name)]
    if held:
        return f"the {' and '.join(held)} touch"
    others = sum(not any(weighed.get(name) for name in names) for names in marks)
    return f"one of {others} other touches" if others > 1 else "the one other touch"


def _markov(journey: Journey, at: int, _: Settings, effects: Effects) -> str:
    channels = {touch.channel for touch in journey.touches}
    own = effects.get(journey.touches[at].channel, 0.0)
    whole = sum(effects.get(channel, 0.0) for channel in channels)
    if whole <= 0:
        return _even(journey, at)
    return f"removal effect {own:.2f} of {whole:.2f} in this journey{_twins(journey, at)}"


def _pooled(journey: Journey, at: int, credit: Effects) -> str:
    mine = {channel: max(credit.get(channel, 0.0), 0.0) for channel in {touch.channel for touch in journey.touches}}
    own, whole = mine[journey.touches[at].channel], sum(mine.values())
    if whole <= 0:
        return _even(journey, at)
    return f"its channel has {own:.1f} of the {whole:.1f} that these channels have in all{_twins(journey, at)}"


def _shapley(journey: Journey, at: int, _: Settings, __: Effects) -> str:
    return _even(journey, at)


def _even(journey: Journey, at: int) -> str:
    channels = len({touch.channel for touch in journey.touches})
    return (
        f"one of {channels} channels{_twins(journey, at)}" if channels > 1 else f"the only channel{_twins(journey, at)}"
    )


def _twins(journey: Journey, at: int) -> str:
    touches = sum(touch.channel == journey.touches[at].channel for touch in journey.touches)
    return f", shared by its {touches} touches" if touches > 1 else ""


REASONS: Mapping[Model, Callable[[Journey, int, Settings, Effects], str]] = {
    Model.FIRST: _first,
    Model.LAST: _last,
    Model.LAST_NON_DIRECT: _last_non_direct,
    Model.LINEAR: _linear,
    Model.TIME_DECAY: _time_decay,
    Model.POSITION: _position,
    Model.W_SHAPED: _w_shaped,
    Model.FULL_PATH: _full_path,
    Model.CUSTOM: _custom,
    Model.MARKOV_NORMALISED: _markov,
    Model.SHAPLEY: _shapley,
}
