"""What a row of the catalogue says."""

from dataclasses import dataclass

from kpis.core.words import Answers, Direction, Family, Margin, Tier, Timing, Unit


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI as it is shipped. Without a formula its values come from outside, under its own key.

    `answers` says who usually owns it, `source` which data it is read from, `cadence` how often it is worth looking at,
    `margin` how its sampling margin is computed (the denominator is then the number of respondents).
    """

    key: str
    name: str
    formula: str
    text: str
    unit: Unit = Unit.COUNT
    direction: Direction = Direction.UP
    tier: Tier = Tier.OUTCOME
    timing: Timing = Timing.LAGGING
    family: Family = Family.REVENUE
    answers: Answers = Answers.SALES
    source: str = "CRM"
    cadence: str = "weekly"
    margin: Margin = Margin.NONE
    level: bool = False
