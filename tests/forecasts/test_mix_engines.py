"""A media mix drawn by PyMC-Marketing: the same inputs and outputs where the extra [mmm] is installed."""

from importlib.util import find_spec

import pytest

from forecasts.core.errors import CannotForecast
from forecasts.core.mix.fit import Engine, fit_mix
from tests.forecasts.worlds import media_world


def test_both_engines_see_the_same_returns_and_without_the_extra_there_is_a_sentence():
    world = media_world(weeks=78, channels=2, seed=5)
    if find_spec("pymc_marketing") is None:
        with pytest.raises(CannotForecast) as refused:
            fit_mix(world.data, engine=Engine.PYMC)
        assert "not installed" in refused.value.reason
        assert "extra [mmm]" in refused.value.needs
        return

    own, other = fit_mix(world.data), fit_mix(world.data, engine=Engine.PYMC)

    for one, two in zip(own.channels, other.channels, strict=True):
        assert one.channel == two.channel
        assert one.roas.low < two.roas.median < one.roas.high
        assert two.roas.low < one.roas.median < two.roas.high
    assert other.curves.top.shape == own.curves.top.shape
    assert other.weekly.shape == own.weekly.shape
