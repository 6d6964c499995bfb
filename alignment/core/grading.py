"""Which evidence class a link has, and why: from data and experiments, never from an opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alignment.core.evidence import EvidenceClass

ENOUGH = 5.0  # credited milestones inside the objective's scope
NORMAL_90 = 1.6449  # two-sided 90 % of the normal distribution


class Design(StrEnum):
    """How an experiment tells the effect from what would have happened anyway."""

    HOLDOUT = "holdout"
    GEO = "geo"
    LIFT = "lift"
    MATCHED = "matched"

    @property
    def proves(self) -> EvidenceClass:
        """Random assignment proves more than a comparison with people or regions that merely look alike."""
        return EvidenceClass.MATCHED_CONTROL if self is Design.MATCHED else EvidenceClass.RANDOMISED


@dataclass(frozen=True, slots=True)
class Trial:
    """A finished or running experiment on a pair of campaign and business objective; the interval is of 90 %."""

    name: str
    design: Design
    ends_on: date
    effect: float | None
    low: float | None
    high: float | None
    wanted_down: bool = False

    @property
    def shows_effect(self) -> bool:
        """The whole interval lies on the wanted side of 0."""
        if self.low is None or self.high is None:
            return False
        return self.high < 0 if self.wanted_down else self.low > 0


@dataclass(frozen=True, slots=True)
class Credited:
    """Milestones that the locked model credits inside the objective's scope, with their standard error."""

    milestones: float
    error: float | None

    @property
    def low(self) -> float | None:
        return None if self.error is None else self.milestones - NORMAL_90 * self.error

    @property
    def high(self) -> float | None:
        return None if self.error is None else self.milestones + NORMAL_90 * self.error


@dataclass(frozen=True, slots=True)
class Grade:
    """A class with the sentence that says why. `trial` is the name of the experiment that holds it up."""

    evidence: EvidenceClass
    reason: str
    trial: str = ""


def grade(
    *, credited: Credited | None, trials: Sequence[Trial], model: str, today: date, months: int, moved: str = ""
) -> Grade:
    """The highest class that fresh data hold up.

    `months`: how long an experiment counts after its end. `moved` says how the link's KPI moved beyond noise.
    """
    over = [trial for trial in trials if trial.ends_on < today]
    fresh = [trial for trial in over if trial.shows_effect and today < _later(trial.ends_on, months)]
    best = max(fresh, key=lambda trial: (trial.design.proves.worth, trial.ends_on, trial.name), default=None)
    if best is not None:
        return Grade(best.design.proves, f"“{best.name}” ({best.design.value}) showed {_effect(best)}.", best.name)
    note = _why_not(over, today=today, months=months)
    if credited is not None and credited.milestones >= ENOUGH and (credited.low is None or credited.low > 0):
        margin = "" if credited.error is None else f" ± {NORMAL_90 * credited.error:,.1f}"
        said = (
            f"{credited.milestones:,.1f}{margin} milestones inside the objective's scope are credited ({model} model)."
        )
        return Grade(EvidenceClass.ASSOCIATED, f"{said}{note}")
    if moved:
        return Grade(EvidenceClass.ASSOCIATED, f"{moved}{note}")
    known = 0.0 if credited is None else credited.milestones
    return Grade(
        EvidenceClass.DECLARED,
        f"Declared only: {known:,.1f} credited milestones inside the objective's scope, {ENOUGH:.0f} beyond noise are "
        f"needed.{note}",
    )


def _why_not(over: Sequence[Trial], *, today: date, months: int) -> str:
    """Why the newest experiment does not hold the class up; empty without one."""
    newest = max(over, key=lambda trial: (trial.ends_on, trial.name), default=None)
    if newest is None:
        return ""
    if not newest.shows_effect:
        return f" “{newest.name}” showed no effect beyond noise."
    return f" “{newest.name}” ended on {newest.ends_on:%d %b %Y}, more than {months} months ago."


def _effect(trial: Trial) -> str:
    return f"an effect of {trial.effect:+,.4g} ({trial.low:,.4g} to {trial.high:,.4g})"


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
