"""What the company wants of marketing: business objectives, and objectives with key results for each quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from examples.campaigns import CUSTOMERS, NAME, PIPELINE


@dataclass(frozen=True, slots=True)
class BusinessObjective:
    name: str
    category: str
    weight: int
    scope: Mapping[str, Sequence[str]] = field(default_factory=dict)
    owned_with: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class KeyResult:
    """`before` was the target of the quarter before. `counts`: the value is the pipeline of that kind of business.

    Otherwise `pace` says how fast it went, against the straight way, in the quarter before and in this one.
    """

    name: str
    unit: str
    measure: str
    baseline: str
    target: str
    before: str
    counts: str = ""
    pace: tuple[float, float] = (1.0, 1.0)
    confidence: int = 7
    said: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    key: str
    name: str
    serves: BusinessObjective
    key_results: Sequence[KeyResult]
    horizon: str = "short"


NEW = BusinessObjective("Win customers in new accounts", "revenue", 5, {"business": ["new"]}, ["sales"])
MORE = BusinessObjective("Grow with the customers we have", "customer", 3, {"business": ["existing"]}, ["success"])
FIRST = BusinessObjective("Be the first name in large plants", "brand", 2, {"segment": ["Enterprise"]})
BUSINESS_OBJECTIVES = (NEW, MORE, FIRST)

OBJECTIVES: Sequence[Objective] = (
    Objective(
        PIPELINE, "Fill the pipeline with new accounts", NEW,
        (
            KeyResult(
                "Pipeline created in new accounts", "EUR", "flow", "0", "1800000", "1300000", counts="new",
                said="Search and the trade fairs bring larger plants than last quarter.",
            ),
            KeyResult(
                "Leads that sales accepted", "leads", "flow", "0", "120", "110", pace=(0.93, 0.81), confidence=6,
                said="Fewer webinar guests than hoped; two more dates are planned.",
            ),
        ),
    ),
    Objective(
        CUSTOMERS, "Bring customers to their next instrument", MORE,
        (
            KeyResult(
                "Pipeline created with customers", "EUR", "flow", "0", "1300000", "1000000", counts="existing",
                confidence=4,
                said="The academy fills up, but too few dates are budgeted.",
            ),
            KeyResult(
                "Customers at the academy", "customers", "flow", "0", "60", "50", pace=(0.78, 0.66), confidence=4,
                said="Two dates had to be cancelled for want of a trainer.",
            ),
        ),
    ),
    Objective(
        NAME, "Be remembered when a lab is planned", FIRST,
        (
            KeyResult(
                "Aided recall among lab managers", "%", "level", "31", "36", "34", pace=(0.9, 1.04), confidence=8,
                said="Third wave of the survey, 412 answers.",
            ),
            KeyResult(
                "Share of branded search", "%", "level", "12", "15", "14", pace=(0.8, 0.96), confidence=7,
                said="The film is found by name more often than the product.",
            ),
        ),
        horizon="long",
    ),
)  # fmt: skip
