"""Which KPIs show the example's objectives, and which key results follow one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from examples.campaigns import CUSTOMERS, PIPELINE


@dataclass(frozen=True, slots=True)
class Cell:
    """A KPI, what it does for an objective, the outcome it leads to, and why."""

    kpi: str
    objective: str
    serves: str
    why: str = ""
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Follower:
    """The name of a key result, the KPI that it follows, and the scope."""

    key_result: str
    kpi: str
    scope: Mapping[str, Sequence[str]] = field(default_factory=dict)


CELLS: Sequence[Cell] = (
    Cell("pipeline", PIPELINE, "direct", "New accounts are won from this pipeline."),
    Cell("opportunities_count", PIPELINE, "leading", "More talks come before more amount.", "pipeline"),
    Cell("new_leads_count", PIPELINE, "leading", "Four in ten accepted leads open a deal.", "pipeline"),
    Cell("win_rate", PIPELINE, "supporting", "Says whether the pipeline is worth its amount."),
    Cell("cost_per_opportunity", PIPELINE, "supporting"),
    Cell("customer_retention", CUSTOMERS, "direct", "Who stays buys the next instrument."),
    Cell("average_deal", CUSTOMERS, "leading", "Larger deals come from customers who trained.", "revenue"),
)
FOLLOWERS: Sequence[Follower] = (
    Follower("Pipeline created in new accounts", "pipeline", {"business": ["new"]}),
    Follower("Pipeline created with customers", "pipeline", {"business": ["existing"]}),
)
