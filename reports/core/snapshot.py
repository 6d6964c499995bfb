"""All numbers of a cycle in one frozen document: every page, file and program reads this, and nothing else.

`Snapshot` is what a page shows, `Annex` the long tables. The worker makes both from runs that `About` names.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forecasts.core.cohorts import NO_COHORTS, Cohorts
from reports.core.about import About
from reports.core.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Headline:
    """The state of things in words: one sentence, what most needs attention, and three or four that explain."""

    sentence: str
    warning: str
    lede: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI as a board reads it. `expected` is what the plan asks by now; `variance` is actual against that.

    `status` is a word of okrs.core.status; where nobody planned anything it is "no_data" and `status_note` says so.
    `better` is "up" or "down".
    """

    key: str
    label: str
    better: str
    actual: Quantity
    plan: Quantity
    expected: Quantity
    variance: Quantity
    previous: Quantity
    change: Quantity
    year_ago: Quantity
    year_change: Quantity
    status: str
    status_note: str
    cause: str
    owner: str
    definition: str
    trend: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """A business objective: status of what serves it, its money, the pipeline inside its scope."""

    pk: int
    name: str
    family: str
    category: str
    owned_with: str
    owner: str
    status: str
    progress: float | None
    expected: float | None
    spend: Decimal
    spend_share: float | None
    target_share: float
    verdict: str
    credited: Quantity
    evidence: int
    first_objective: int | None
    outlook: str = ""
    """Status by outlook of the key results that serve it; empty where none is forecast."""


@dataclass(frozen=True, slots=True)
class MoneyMonth:
    """A month of the ledger; a layer that nobody filled is None."""

    month: date
    plan: Decimal | None
    forecast: Decimal | None
    committed: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class Money:
    """Money against plan; the `…_to_date` amounts are of the days that are over.

    `forecast` counts months without one at what was spent in them; it is None where nobody forecast anything.
    """

    months: tuple[MoneyMonth, ...]
    plan: Decimal | None
    forecast: Decimal | None
    committed: Decimal | None
    actual: Decimal | None
    available: Decimal | None
    planned_to_date: Decimal | None
    spent_to_date: Decimal
    sentence: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the score; `value` is 0 to 1, None without data. `before` is what it was in the cycle before."""

    label: str
    value: float | None
    before: float | None
    reason: str
    weight: float
    points: float | None


@dataclass(frozen=True, slots=True)
class Score:
    value: float | None
    reason: str
    band: str
    structure: float | None
    result: float | None
    low: float | None
    high: float | None
    models: int
    previous: float | None
    previous_cycle: str
    moved: str
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """What one campaign cost and was credited with; `low` to `high` is the 90 % interval of the pipeline."""

    pk: int | None
    name: str
    channel: str
    objectives: str
    spend: Decimal | None
    opportunities: Decimal
    pipeline: Decimal
    low: Decimal | None
    high: Decimal | None
    revenue: Decimal
    roi: Quantity
    roi_low: Quantity | None = None
    roi_high: Quantity | None = None
    """The 90 % interval of the return, from that of the revenue; None where it has none."""


@dataclass(frozen=True, slots=True)
class Credit:
    """The largest campaigns, the rest as one row, and what nobody is credited with."""

    finding: str
    rows: tuple[CampaignRow, ...]
    campaigns: int
    unattributed: Decimal
    unattributed_opportunities: Decimal
    total: Decimal
    no_data: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A key result: what was promised and what happened."""

    pk: int
    name: str
    objective: str
    serves: str
    unit: str
    owner: str
    baseline: Decimal | None
    promised: str
    happened: Decimal | None
    progress: float | None
    expected: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a key result is heading: status by pace beside status by outlook, and the 80 % range at the end.

    Without a range `reason` says why; `built_on` says what the range rests on.
    """

    pk: int
    name: str
    objective: str
    unit: str
    is_whole: bool
    status: str
    outlook: str = ""
    low: Decimal | None = None
    median: Decimal | None = None
    high: Decimal | None = None
    chance: Decimal | None = None
    built_on: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FlowPart:
    """Money on its way from a channel to what it serves."""

    channel: str
    serves: str
    family: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Mix:
    """How much of the money builds the brand for long, against what was meant."""

    long_share: float | None
    target: float | None
    untagged: Decimal
    sentence: str


@dataclass(frozen=True, slots=True)
class Definition:
    key: str
    name: str
    version: int
    text: str
    formula: str
    unit: str
    source: str
    owner: str


@dataclass(frozen=True, slots=True)
class ProofPart:
    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Proof:
    """Parts that add up to a whole, to the cent."""

    name: str
    parts: tuple[ProofPart, ...]
    whole: str
    amount: Decimal
    difference: Decimal
    sentence: str

    @property
    def holds(self) -> bool:
        return self.difference == 0


@dataclass(frozen=True, slots=True)
class View:
    """The KPIs that one department asks about."""

    key: str
    title: str
    lede: str
    rows: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    about: About
    headline: Headline
    kpis: tuple[KpiRow, ...]
    objectives: tuple[ObjectiveRow, ...]
    money: Money
    score: Score
    credit: Credit
    promises: tuple[Promise, ...]
    promises_sentence: str
    flow: tuple[FlowPart, ...]
    mix: Mix
    risks: tuple[str, ...]
    decisions: tuple[str, ...]
    gaps: tuple[str, ...]
    proofs: tuple[Proof, ...]
    definitions: tuple[Definition, ...]
    outlook: tuple[str, ...] = ()
    """Lines on what is forecast and on how far such ranges held."""
    forecasts: tuple[Forecast, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """Every campaign, the tables of the departments, and what customers are worth."""

    campaigns: tuple[CampaignRow, ...]
    months: tuple[date, ...]
    views: tuple[View, ...]
    cohorts: Cohorts = NO_COHORTS
