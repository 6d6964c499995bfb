"""Performance × contribution: was an objective reached, and did marketing have to do with it?"""

from dataclasses import dataclass
from enum import StrEnum

ON_PACE = 0.95  # of the expected progress
CONTRIBUTES = 0.25  # of the milestones inside the objective's scope


class Quarter(StrEnum):
    WON_BY_MARKETING = "won_by_marketing"
    WON_WITHOUT_US = "won_without_us"
    LOST_DESPITE_EFFECT = "lost_despite_effect"
    LOST_WITHOUT_EFFECT = "lost_without_effect"


@dataclass(frozen=True, slots=True)
class Contribution:
    """Where an objective stands; `quarter` is None while one of both cannot be told, and `reason` says which."""

    performance: float | None
    contribution: float | None
    low: float | None
    high: float | None
    quarter: Quarter | None
    reason: str


def contribution(
    *,
    progress: float | None,
    expected: float | None,
    credited: float,
    error: float | None,
    whole: float,
    too_early: float = 0.05,
) -> Contribution:
    """`credited` of the `whole` milestones inside the scope fell to campaigns that serve the objective.

    Both thresholds are `ON_PACE` and `CONTRIBUTES`; the interval is of 90 %. Credit is no cause.
    """
    reason = ""
    performance = None
    if progress is None:
        reason = "No key result of it has a value yet."
    elif expected is None or expected <= too_early:
        reason = "It is too early to judge its progress."
    else:
        performance = progress / expected
    share = min(1.0, credited / whole) if whole > 0 else None
    if share is None and not reason:
        reason = "No milestone lies inside its scope yet."
    margin = None if error is None or share is None else 1.6449 * error / whole
    return Contribution(
        performance=performance,
        contribution=share,
        low=None if margin is None or share is None else max(0.0, share - margin),
        high=None if margin is None or share is None else min(1.0, share + margin),
        quarter=None if performance is None or share is None else _quarter(performance, share),
        reason=reason,
    )


def _quarter(performance: float, share: float) -> Quarter:
    if performance >= ON_PACE:
        return Quarter.WON_BY_MARKETING if share >= CONTRIBUTES else Quarter.WON_WITHOUT_US
    return Quarter.LOST_DESPITE_EFFECT if share >= CONTRIBUTES else Quarter.LOST_WITHOUT_EFFECT
