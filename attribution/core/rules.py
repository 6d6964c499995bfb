"""Rule-based models in their plain per-journey form: one weight per touch, the weights sum to 1."""

from collections.abc import Callable, Mapping, Sequence

from attribution.core.journeys import Journey
from attribution.core.models import Model
from attribution.core.settings import FULL_PATH, W_SHAPED, AnchorWeights, Settings, Stage

Weights = Sequence[float]


def weights(model: Model, journey: Journey, settings: Settings) -> Weights:
    """Weights of a rule for a journey with at least one touch; KeyError for a model that is not a rule."""
    return RULES[model](journey, settings)


def first(journey: Journey, _: Settings) -> Weights:
    return _only(0, journey)


def last(journey: Journey, _: Settings) -> Weights:
    return _only(len(journey.touches) - 1, journey)


def last_non_direct(journey: Journey, settings: Settings) -> Weights:
    """The last touch that is not Direct; the last touch when all are."""
    known = [i for i, touch in enumerate(journey.touches) if touch.channel not in settings.direct_channels]
    return _only(known[-1] if known else len(journey.touches) - 1, journey)


def linear(journey: Journey, _: Settings) -> Weights:
    return [1 / len(journey.touches)] * len(journey.touches)


def time_decay(journey: Journey, settings: Settings) -> Weights:
    """Halves with every half-life before the milestone; ages count from the youngest touch, against underflow."""
    youngest = journey.ended_at - journey.touches[-1].occurred_at
    ages = [journey.ended_at - touch.occurred_at - youngest for touch in journey.touches]
    raw = [2.0 ** max(-age / settings.half_life, -1000.0) for age in ages]
    return [part / sum(raw) for part in raw]


def position(journey: Journey, settings: Settings, *, edge: float = 0.4) -> Weights:
    """U-shaped: 40 % to the first, 40 % to the last, the rest shared by the middle; two touches get half each."""
    middle = len(journey.touches) - 2
    if middle < 1:
        return linear(journey, settings)
    return [edge, *[(1 - 2 * edge) / middle] * middle, edge]


def w_shaped(journey: Journey, _: Settings) -> Weights:
    return anchored(journey, W_SHAPED)


def full_path(journey: Journey, _: Settings) -> Weights:
    return anchored(journey, FULL_PATH)


def custom(journey: Journey, settings: Settings) -> Weights:
    return anchored(journey, settings.custom)


def anchored(journey: Journey, parts: AnchorWeights) -> Weights:
    """Anchor weights on their touches, the rest shared by the others, renormalised over what the journey has.

    The anchor of a stage is the last touch at or before the stage date; a stage that is unknown, later than the
    milestone or earlier than every touch is missing. Linear when nothing that has a weight is present.
    """
    found: dict[int, float] = {}
    for touch, weight in _anchors(journey, parts):
        if touch is not None and weight > 0:
            found[touch] = found.get(touch, 0.0) + weight
    others = len(journey.touches) - len(found)
    whole = sum(found.values()) + (parts.rest if others else 0.0)
    if whole == 0:
        return [1 / len(journey.touches)] * len(journey.touches)
    return [found.get(i, parts.rest / others if others else 0.0) / whole for i in range(len(journey.touches))]


def _anchors(journey: Journey, parts: AnchorWeights) -> list[tuple[int | None, float]]:
    return [
        (0, parts.first),
        (_stage_touch(journey, Stage.LEAD), parts.lead),
        (_stage_touch(journey, Stage.OPPORTUNITY), parts.opportunity),
        (len(journey.touches) - 1, parts.closing),
    ]


def _stage_touch(journey: Journey, stage: Stage) -> int | None:
    entered = journey.stages.get(stage)
    if entered is None or entered > journey.ended_at:
        return None
    before = [i for i, touch in enumerate(journey.touches) if touch.occurred_at <= entered]
    return before[-1] if before else None


def _only(index: int, journey: Journey) -> Weights:
    return [1.0 if i == index else 0.0 for i in range(len(journey.touches))]


RULES: Mapping[Model, Callable[[Journey, Settings], Weights]] = {
    Model.FIRST: first,
    Model.LAST: last,
    Model.LAST_NON_DIRECT: last_non_direct,
    Model.LINEAR: linear,
    Model.TIME_DECAY: time_decay,
    Model.POSITION: position,
    Model.W_SHAPED: w_shaped,
    Model.FULL_PATH: full_path,
    Model.CUSTOM: custom,
}
