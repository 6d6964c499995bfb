"""The examples of docs/attribution.md: every number a reader can check by hand, for each of the thirteen models."""

import re

import numpy as np
import pytest
from django.conf import settings as django

from attribution.core import markov, shapley
from attribution.core.models import Model
from attribution.core.portions import by_channel
from attribution.core.rules import weights
from attribution.core.settings import DAY, AnchorWeights, Settings, Stage
from attribution.core.transitions import Steps, transitions
from tests.attribution.worlds import from_lists, journey

TEXT = (django.BASE_DIR / "docs/attribution.md").read_text(encoding="utf-8")
DEAL = journey(0, 5, 12, 30, 38, channels=(0, 1, 3, 4, 2), stages={Stage.LEAD: 6 * DAY, Stage.OPPORTUNITY: 30 * DAY})
SETTINGS = Settings(direct_channels=(2,), half_life_days=7)


def credit(model: Model, chosen: Settings = SETTINGS) -> list[float]:
    return [round(12_000 * part, 1) for part in weights(model, DEAL, chosen)]


def printed(amounts: list[float]) -> str:
    return " / ".join(f"{amount:,.0f}" for amount in amounts)


@pytest.mark.parametrize(
    "model", [Model.FIRST, Model.LAST, Model.LAST_NON_DIRECT, Model.LINEAR, Model.TIME_DECAY, Model.POSITION]
)
def test_the_table_of_rules(model: Model) -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith("|") and f"`{model.value}`" in line)
    cells = [cell.strip().replace(",", "") for cell in row.split("|")[3:8]]
    assert [float(cell or 0) for cell in cells] == pytest.approx(credit(model), abs=0.05)


def test_models_with_anchors() -> None:
    assert f"{printed(credit(Model.W_SHAPED))}. Without" in TEXT
    assert f"{printed(credit(Model.FULL_PATH))}." in TEXT
    assert f"{printed(credit(Model.CUSTOM))}." in TEXT
    own = Settings(direct_channels=(2,), custom=AnchorWeights(first=1, lead=3))
    assert f"{printed(credit(Model.CUSTOM, own))}." in TEXT


def test_three_journeys_of_a_markov_chain() -> None:
    steps = Steps(
        offsets=np.array([0, 3, 4, 6]), channel=np.array([0, 1, 2, 0, 1, 2]), conversions=np.array([1.0, 0, 0]),
        nulls=np.array([0.0, 1, 1]), value=np.array([1.0, 0, 0]),
    )  # fmt: skip
    found = markov.removal(transitions(steps, channels=3))

    assert found.effect == pytest.approx([0.5, 1, 1])
    assert "Removal effects: 0.5,\n1 and 1." in TEXT
    assert markov.pooled(found.effect, 1.0, otherwise=found.effect) == pytest.approx([0.2, 0.4, 0.4])
    assert "shared 0.2 / 0.4 / 0.4" in TEXT
    parts = by_channel(journey(0, 1, 2, channels=(0, 1, 1)), dict(enumerate(found.effect)))
    assert [300 * part for part in parts] == pytest.approx([100, 100, 100])
    assert re.search(r"gives c1 0\.5 / \(0\.5 \+ 1\) of it, 100, and c2 the other 200", TEXT)


def test_both_games_of_shapley() -> None:
    groups = {frozenset({0}): (2, 0, 0), frozenset({0, 1}): (4, 0, 0), frozenset({0, 1, 2}): (3, 0, 0)}
    assert shapley.closure(from_lists(3, groups))[0] == pytest.approx([5, 3, 1])
    assert "a has 2 + 2 + 1 = 5, b has 2 + 1 = 3, c has 1" in TEXT
    rates = {frozenset({0}): (1, 0, 1), frozenset({1}): (1, 0, 3), frozenset({0, 1}): (4, 0, 0)}
    assert shapley.rate(from_lists(2, rates))[0] == pytest.approx([4.25, 1.75])
    assert "4.25 and 1.75" in TEXT


def test_every_model_is_explained() -> None:
    assert [model.value for model in Model if f"`{model.value}`" not in TEXT] == []
