"""Rules and shares inside journeys, for many journeys at once: one weight per step, the weights of a journey sum to 1.

The same rules as `core.rules` (the plain form) and `engine/queries/weights` (the form for other engines).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from attribution.core.laid import Laid
from attribution.core.models import Model
from attribution.core.settings import FULL_PATH, W_SHAPED, AnchorWeights, Settings
from attribution.core.transitions import Floats, Ints

EDGE = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """Settings, and the removal effects by channel that journey-normalised shares are made of."""

    settings: Settings
    effect: Floats


@dataclass(frozen=True, slots=True)
class Credit:
    """Conversions and money that steps get. Where only some get any, `steps` says which; None for every step."""

    steps: Ints | None
    conversions: Floats
    value: Floats

    def places(self, group: Ints) -> Ints:
        """The groups of the steps that get credit, from those of all steps."""
        return group if self.steps is None else group[self.steps]


def credits(laid: Laid, models: Sequence[Model], asked: Asked) -> Mapping[Model, Credit]:
    """Credit of additive models. A model that gives all to one step of a journey is never spread over the others."""
    conversions, value = (np.repeat(part, laid.length) for part in (laid.conversions, laid.value))
    found = {m: Credit(pick(laid), laid.conversions, laid.value) for m, pick in ONE_STEP.items() if m in models}
    for model, weigh in WEIGHTS.items():
        if model not in models:
            continue
        weight = weigh(laid, asked)
        found[model] = Credit(None, weight * conversions, weight * value)
    return found


def first(laid: Laid) -> Ints:
    return laid.offsets[:-1]


def last(laid: Laid) -> Ints:
    return laid.offsets[1:] - 1


def last_non_direct(laid: Laid) -> Ints:
    known = np.where(laid.is_direct[laid.channel], -1, np.arange(len(laid.channel)))
    newest = np.maximum.reduceat(known, laid.offsets[:-1])
    return np.where(newest < 0, laid.offsets[1:] - 1, newest)


def linear(laid: Laid, _: Asked) -> Floats:
    return np.repeat(1 / laid.length, laid.length)


def time_decay(laid: Laid, asked: Asked) -> Floats:
    youngest = laid.age[laid.offsets[1:] - 1]
    lives = (np.repeat(youngest, laid.length) - laid.age) / asked.settings.half_life
    raw = np.exp2(np.maximum(lives, -1000.0))
    return np.asarray(raw / np.repeat(np.add.reduceat(raw, laid.offsets[:-1]), laid.length), dtype=np.float64)


def position(laid: Laid, _: Asked) -> Floats:
    length = laid.length
    result = np.repeat((1 - 2 * EDGE) / np.maximum(length - 2, 1), length)
    edge = np.where(length > 2, EDGE, 1 / length)
    result[laid.offsets[:-1]] = edge
    result[laid.offsets[1:] - 1] = edge
    return result


def w_shaped(laid: Laid, _: Asked) -> Floats:
    return anchored(laid, W_SHAPED)


def full_path(laid: Laid, _: Asked) -> Floats:
    return anchored(laid, FULL_PATH)


def custom(laid: Laid, asked: Asked) -> Floats:
    return anchored(laid, asked.settings.custom)


def anchored(laid: Laid, parts: AnchorWeights) -> Floats:
    """Anchor weights on their touches, the rest shared by the others, renormalised over what each journey has."""
    starts, length = laid.offsets[:-1], laid.length
    result = np.zeros(len(laid.channel))
    anchors = (
        (starts, parts.first),
        (_stage_step(laid, laid.lead_age), parts.lead),
        (_stage_step(laid, laid.opportunity_age), parts.opportunity),
        (laid.offsets[1:] - 1, parts.closing),
    )
    for step, weight in anchors:
        result[step[step >= 0]] += weight
    others = length - np.add.reduceat((result > 0).astype(np.int64), starts)
    whole = np.add.reduceat(result, starts) + np.where(others > 0, parts.rest, 0.0)
    rest = np.where(whole > 0, parts.rest, 1.0) / np.maximum(others, 1)
    result = np.where(result > 0, result, np.repeat(rest, length))
    return np.asarray(result / np.repeat(np.where(whole > 0, whole, 1.0), length), dtype=np.float64)


def shapley(laid: Laid, asked: Asked) -> Floats:
    return _mixed(laid, np.ones(len(asked.effect)))


def markov_normalised(laid: Laid, asked: Asked) -> Floats:
    return _mixed(laid, np.maximum(asked.effect, 0.0))


def _mixed(laid: Laid, effect: Floats) -> Floats:
    """Distinct channels share in proportion to their effect, evenly if all are 0, each one's touches evenly."""
    channels = len(effect)
    key = laid.owner * channels + laid.channel
    touches = np.bincount(key, minlength=len(laid.ids) * channels)
    holds = (touches > 0).reshape(-1, channels)
    mine = holds * effect
    whole = mine.sum(axis=1, keepdims=True)
    share = np.where(whole > 0, mine / np.where(whole > 0, whole, 1.0), holds / holds.sum(axis=1, keepdims=True))
    return np.asarray(share.reshape(-1)[key] / touches[key], dtype=np.float64)


def _stage_step(laid: Laid, age: Ints) -> Ints:
    """The last step at or before the stage, -1 where there is none. Ages fall along a journey."""
    old_enough = (laid.age >= np.repeat(age, laid.length)) & np.repeat(age >= 0, laid.length)
    count = np.add.reduceat(old_enough.astype(np.int64), laid.offsets[:-1])
    return np.where(count > 0, laid.offsets[:-1] + count - 1, -1)


ONE_STEP: Mapping[Model, Callable[[Laid], Ints]] = {
    Model.FIRST: first,
    Model.LAST: last,
    Model.LAST_NON_DIRECT: last_non_direct,
}
WEIGHTS: Mapping[Model, Callable[[Laid, Asked], Floats]] = {
    Model.LINEAR: linear,
    Model.TIME_DECAY: time_decay,
    Model.POSITION: position,
    Model.W_SHAPED: w_shaped,
    Model.FULL_PATH: full_path,
    Model.CUSTOM: custom,
    Model.MARKOV_NORMALISED: markov_normalised,
    Model.SHAPLEY: shapley,
}
