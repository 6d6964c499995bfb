"""What marketing does: eight campaigns, whom they reach and what they cost a week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

RAN_FOR_DAYS = 420
WEEKS_OF_SPEND = 60
Shares = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Campaign:
    """`new` and `existing`: how often it meets people of either kind of account; `serves`: shares by objective."""

    number: int
    name: str
    type: str
    status: str
    answer: str
    new: int
    existing: int
    cost: int
    serves: Shares = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Week:
    """What a campaign cost in one week, which began so many weeks ago; in cents."""

    campaign: Campaign
    weeks_ago: int
    cents: int


PIPELINE, CUSTOMERS, NAME = "pipeline", "customers", "name"
CAMPAIGNS: Sequence[Campaign] = (
    Campaign(0, "Precision search", "Search ads", "In Progress", "Clicked", 30, 4, 2900, {PIPELINE: "1"}),
    Campaign(1, "Bench to cloud, live", "Webinar", "In Progress", "Attended", 22, 10, 1700, {PIPELINE: "1"}),
    Campaign(
        2, "Metrology days", "Trade show", "In Progress", "Visited stand", 16, 18, 4200,
        {PIPELINE: "0.75", CUSTOMERS: "0.25"},
    ),
    Campaign(3, "Service letter", "Email", "In Progress", "Responded", 2, 34, 450, {CUSTOMERS: "1"}),
    Campaign(
        4, "Calibration academy", "Seminar / Conference", "In Progress", "Attended", 4, 28, 900,
        {CUSTOMERS: "0.7", NAME: "0.3"},
    ),
    Campaign(5, "The quiet lab, a film", "Video", "In Progress", "Watched", 14, 2, 2600, {NAME: "1"}),
    Campaign(
        6, "Within tolerance, a podcast", "Podcast", "In Progress", "Listened", 10, 2, 900,
        {PIPELINE: "0.5", NAME: "0.5"},
    ),
    Campaign(7, "Partner breakfasts", "Dinner", "In Progress", "Attended", 4, 8, 1100),
)  # fmt: skip


def spend() -> Iterator[Week]:
    """Week by week, the oldest first; never the week that is still running."""
    draw = Random("spend of the example")  # noqa: S311 -- invented data, the same every time
    for weeks_ago in range(WEEKS_OF_SPEND, 0, -1):
        for campaign in CAMPAIGNS:
            yield Week(campaign, weeks_ago, round(100 * campaign.cost * draw.uniform(0.85, 1.15)))
