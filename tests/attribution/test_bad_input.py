"""Every model on every odd world of the conventions: defined, finite, the same in any order, and not a cent is lost."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from attribution.core.journeys import Conversion, Touch
from attribution.core.models import ADDITIVE, Model
from attribution.core.settings import DAY, Settings
from attribution.engine.attribute import Wanted, attribute
from attribution.engine.connection import Engine, Limits, engine
from attribution.engine.outcome import Outcome
from tests.attribution.worlds import DIRECT, World, load


@pytest.fixture(scope="module")
def running() -> Engine:
    with engine(Limits(threads=1)) as made:
        yield made


def touched(*steps: tuple[float, int | None], unit: int = 1, first: int = 0) -> tuple[Touch, ...]:
    """Touches of (day, channel) by one unit."""
    return tuple(
        Touch(touch_id=first + place, unit_id=unit, occurred_at=round(day * DAY), channel=channel)
        for place, (day, channel) in enumerate(steps)
    )


def won(day: float, value: float | None = 100.01, *, unit: int = 1, number: int = 0) -> Conversion:
    return Conversion(conversion_id=number, unit_id=unit, occurred_at=round(day * DAY), value=value)  # type: ignore[arg-type]


WAY = touched((0, 0), (1, 1), (2, 0), (3, DIRECT))
# What happens, and what of the conversions and their money nobody is credited with.
CASES: dict[str, tuple[World, float, str]] = {
    "nothing at all": (World((), ()), 0, "0"),
    "touches and no milestone": (World(WAY, ()), 0, "0"),
    "no touch": (World((), (won(3),)), 1, "100.01"),
    "one touch": (World(touched((1, 0)), (won(3),)), 0, "0"),
    "a touch at the second of the milestone": (World(touched((3, 0)), (won(3),)), 0, "0"),
    "every touch in the same second": (World(touched((1, 0), (1, 1), (1, 3), (1, 0)), (won(1),)), 0, "0"),
    "touches only after the milestone": (World(touched((4, 0), (5, 1)), (won(3),)), 1, "100.01"),
    "a touch before and one after": (World(touched((1, 0), (5, 1)), (won(3),)), 0, "0"),
    "only direct": (World(touched((0, DIRECT), (1, DIRECT)), (won(3),)), 0, "0"),
    "channel unknown": (World(touched((0, None), (1, None)), (won(3),)), 0, "0"),
    "a known and an unknown channel": (World(touched((0, 0), (1, None)), (won(3),)), 0, "0"),
    "a value of zero": (World(WAY, (won(3, 0.0),)), 0, "0"),
    "a negative value": (World(WAY, (won(3, -50.03),)), 0, "0"),
    "a sale and its refund": (World(WAY, (won(3, 70.07), won(3.5, -70.07, number=1))), 0, "0"),
    "more refunded than sold": (World(WAY, (won(3, 10.01), won(3.5, -70.07, number=1))), 0, "0"),
    "a value that is not known": (World(WAY, (won(3, None),)), 0, "0"),
    "a known and an unknown value": (World(WAY, (won(3, None), won(3.5, number=1))), 0, "0"),
    "milestones in the same second": (World(WAY, (won(3), won(3, 0.01, number=1))), 0, "0"),
    "a cent among many": (World(touched(*((day / 9, day % 7) for day in range(23))), (won(3, 0.01),)), 0, "0"),
    "one with touches and one without": (World(WAY, (won(3), won(3, 9.99, unit=2, number=1))), 1, "9.99"),
    "a touch one second before the look-back opens": (
        World((Touch(touch_id=0, unit_id=1, occurred_at=-1, channel=0),), (won(90),)), 1, "100.01"),
    "a touch at the second the look-back opens": (World(touched((0, 0)), (won(90),)), 0, "0"),
}  # fmt: skip


def outcome_of(running: Engine, world: World, **chosen: object) -> Outcome:
    settings = Settings(direct_channels=(DIRECT,), replicates=0, null_journeys=True, **chosen)  # type: ignore[arg-type]
    load(running, world)
    return attribute(running, settings, Wanted(campaigns=True, cells=True))


def bytes_of(outcome: Outcome) -> list[bytes]:
    estimates = [outcome.channels.models[model] for model in Model]
    return [outcome.channels.ids.tobytes(), *(one.conversions.tobytes() + one.value.tobytes() for one in estimates)]


@pytest.mark.parametrize("case", CASES)
def test_all_thirteen_models_are_defined_and_add_up_to_the_crm_to_the_cent(running: Engine, case: str) -> None:
    world, lost, lost_value = CASES[case]
    found = outcome_of(running, world)

    adds_up(found, world)
    assert sum(total.unattributed_conversions for total in found.totals) == lost
    assert sum(total.unattributed_value for total in found.totals) == float(lost_value)
    adds_up(outcome_of(running, world, lookback_days=0.5, reset=True, tails=True, markov_order=3), world)


def test_the_order_of_rows_does_not_matter_with_all_these_worlds_in_one(running: Engine) -> None:
    world = together(world for world, *_ in CASES.values())
    found = outcome_of(running, world)

    adds_up(found, world)
    assert sum(total.unattributed_conversions for total in found.totals) == sum(lost for _, lost, _ in CASES.values())
    turned = World(world.touches[::-1], world.conversions[::-1])
    assert bytes_of(outcome_of(running, turned)) == bytes_of(found)


def together(worlds: Iterable[World]) -> World:
    """Everything that happens in any of them, each to people of its own."""
    touches, conversions = [], []
    for place, world in enumerate(worlds):
        touches += [
            replace(t, touch_id=100 * place + t.touch_id, unit_id=10 * place + t.unit_id) for t in world.touches
        ]
        conversions += [
            replace(c, conversion_id=10 * place + c.conversion_id, unit_id=10 * place + c.unit_id)
            for c in world.conversions
        ]
    return World(tuple(touches), tuple(conversions))


def adds_up(found: Outcome, world: World) -> None:
    crm = sum((Decimal(repr(c.value or 0.0)) for c in world.conversions), Decimal(0))
    credited = len(world.conversions) - sum(total.unattributed_conversions for total in found.totals)
    credited_value = float(crm) - sum(total.unattributed_value for total in found.totals)
    assert len(found.channels.models) == 13
    assert sum(total.conversions for total in found.totals) == len(world.conversions)
    for model, estimate in found.channels.models.items():
        assert np.isfinite(estimate.conversions).all(), model
        assert np.isfinite(estimate.value).all(), model
        assert estimate.conversions.sum() == pytest.approx(credited, abs=1e-9), model
        assert abs(estimate.value.sum() - credited_value) < 0.005, model
    cells = found.cells.to_pylist() if found.cells is not None else []
    for model in ADDITIVE:
        assert sum((Decimal(str(row["value"])) for row in cells if row["model"] == model), Decimal(0)) == crm, model
