"""What a KPI may be said to do for an objective, and where its path ends."""

from enum import StrEnum

from kpis.core.words import Tier

OUTCOMES = frozenset({Tier.OUTCOME, Tier.IMPACT})


class Serves(StrEnum):
    """How a KPI serves an objective: it shows it directly, it moves first, or it is only looked at beside it."""

    DIRECT = "direct"
    LEADING = "leading"
    SUPPORTING = "supporting"


def is_outcome(tier: str) -> bool:
    """Whether a KPI of this tier says what the business gets, rather than what marketing does."""
    return Tier(tier) in OUTCOMES


def refusal(*, name: str, tier: str, serves: Serves, leads_to: str) -> str:
    """Why a KPI may not serve an objective so, as a sentence; empty where it may.

    What only counts activity may support, or lead to a named outcome KPI; alone it is vanity.
    """
    if is_outcome(tier) or serves is Serves.SUPPORTING:
        return ""
    if serves is Serves.DIRECT:
        return f"{name} counts activity, so it cannot show an objective directly. Set it to supporting or leading."
    if not leads_to:
        return f"Say which outcome KPI {name} leads to, or set it to supporting."
    return ""


def end_of(*, kpi: str, serves: str, leads_to: str) -> str:
    """The KPI in which a path ends; empty for one that is only supporting."""
    return "" if serves == Serves.SUPPORTING else leads_to or kpi
