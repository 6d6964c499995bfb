"""Weekly media data, checked before anything is fitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from forecasts.core.arrays import Flags, Floats
from forecasts.core.errors import CannotForecast

WEEK = timedelta(days=7)
FEWEST_WEEKS = 26
CREDIT_NOTES = "Book each credit note into the weeks of the spend that it takes back."


@dataclass(frozen=True, slots=True)
class LiftTest:
    """An experiment: what a channel added in weeks first..last (both in), in units of outcome, with its error."""

    channel: str
    first: int
    last: int
    added: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class MixData:
    """One row per week: `outcome` (n), `spend` (n, channels) in money, `controls` (n, any); `value` of one outcome.

    `peaks` holds per channel the week in which its effect is strongest; 0 is the geometric form. `season` says whether
    two yearly waves are part of what would have happened without media; level and trend always are.
    """

    weeks: tuple[date, ...]
    outcome: Floats
    channels: tuple[str, ...]
    spend: Floats
    controls: Floats
    value: float = 1.0
    peaks: tuple[int, ...] = ()
    tests: tuple[LiftTest, ...] = ()
    control_names: tuple[str, ...] = ()
    season: bool = True

    def until(self, week: int) -> "MixData":
        """The first `week` weeks, with the lift tests that ended in them."""
        kept = tuple(test for test in self.tests if test.last < week)
        return MixData(
            self.weeks[:week], self.outcome[:week], self.channels, self.spend[:week], self.controls[:week],
            self.value, self.peaks, kept, self.control_names, self.season,
        )  # fmt: skip


def refuse_unusable(data: MixData) -> None:
    """Raise CannotForecast with the first reason why no mix can be fitted."""
    _refuse_gaps(data.weeks)
    if len(data.weeks) < FEWEST_WEEKS:
        raise CannotForecast(
            f"There are {len(data.weeks)} weeks; a media mix needs at least {FEWEST_WEEKS}.",
            needs="Its return on spend is shown from 52 weeks on.",
        )
    for name, column in [("The outcome", data.outcome), *zip(data.channels, data.spend.T, strict=True)]:
        _refuse_weeks(~np.isfinite(column), data.weeks, f"{name} has no value", "Enter 0 where nothing was spent.")
    for name, column in zip(data.channels, data.spend.T, strict=True):
        _refuse_weeks(
            column < 0,
            data.weeks,
            f"Spend of {name} is negative",
            CREDIT_NOTES,
        )
        if not column.any():
            raise CannotForecast(f"{name} was never used: its spend is zero in all weeks.", needs="Leave it out.")
    controls = data.control_names or tuple(str(place + 1) for place in range(data.controls.shape[1]))
    for name, column in zip(controls, data.controls.T, strict=True):
        _refuse_weeks(
            ~np.isfinite(column), data.weeks, f"The control {name} has no value", "Fill them or leave it out."
        )
    for test in data.tests:
        if not test.standard_error > 0:
            raise CannotForecast(
                f"The lift test of {test.channel} has no standard error above 0.",
                needs="Enter the range of its result.",
            )
    if np.ptp(data.outcome) == 0:
        raise CannotForecast("The outcome is the same in every week.", needs="Choose an outcome that moves.")


def _refuse_gaps(weeks: Sequence[date]) -> None:
    for earlier, later in pairwise(weeks):
        if later - earlier != WEEK:
            raise CannotForecast(
                f"After the week of {earlier} comes {later}; the weeks must follow each other without gaps.",
                needs="Add the missing weeks, with 0 where nothing was spent, or remove the double ones.",
            )


def _refuse_weeks(wrong: Flags, weeks: Sequence[date], words: str, needs: str) -> None:
    if wrong.any():
        first = weeks[int(np.argmax(wrong))]
        count = int(wrong.sum())
        raise CannotForecast(
            f"{words} in {count} week{'' if count == 1 else 's'}, first in that of {first}.", needs=needs
        )
