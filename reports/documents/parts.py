"""The parts of a board pack, as texts and plain numbers: what PDF and PowerPoint are written from."""

from dataclasses import dataclass
from decimal import Decimal

from organisation.core import show

STATUSES = {
    "on_track": "On track",
    "at_risk": "At risk",
    "off_track": "Off track",
    "not_started": "Not started",
    "no_data": "No data",
    "outdated": "Outdated",
    "achieved": "Achieved",
    "missed": "Missed",
    "dropped": "Dropped",
}
TONES = {
    "on_track": "good",
    "achieved": "good",
    "at_risk": "warn",
    "outdated": "warn",
    "off_track": "bad",
    "missed": "bad",
}


LONGEST_NAME = 90


def named(name: str) -> str:
    """As much of a name as a table has room for; the Excel file has all of it."""
    return show.shortened(name, LONGEST_NAME)


def as_float(value: Decimal | None) -> float | None:
    """For the scale of a chart."""
    return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class KpiLine:
    name: str
    cause: str
    owner: str
    comment: str
    actual: str
    due: str
    plan: str
    variance: str
    variance_tone: str
    before: str
    change: str
    year_ago: str
    year_change: str
    status: str
    tone: str


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    name: str
    category: str
    family: str
    status: str
    tone: str
    progress: float | None
    expected: float | None
    progress_text: str
    money: str
    target: str
    spend_share: float | None
    target_share: float
    credited: str
    comment: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts; `numeric` says which columns stand right."""

    title: str
    lede: str
    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: float
    text: str
    low: float | None = None
    high: float | None = None
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the largest on top, with 90 % intervals where there are any."""

    title: str
    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across a chart, and what it stands for."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Groups of upright bars, such as plan and actual by month, beside a scale that begins at 0."""

    title: str
    caption: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    organisation: str
    cycle: str
    window: str
    as_of: str
    scope: str
    model: str
    issued: str
    sentence: str
    warning: str
    points: tuple[str, ...]
    score: str
    score_note: str
    score_moved: str
    kpis_sentence: str
    kpis: tuple[KpiLine, ...]
    objectives_sentence: str
    objectives: tuple[ObjectiveLine, ...]
    money_sentence: str
    money_chart: Columns
    money_table: Grid
    mix: str
    credit_chart: Bars
    credit_table: Grid
    commentary: Grid
    promises: Grid
    ahead: Grid
    risks: tuple[str, ...]
    decisions: tuple[str, ...]
    gaps: tuple[str, ...]
    proofs: tuple[str, ...]
    departments: tuple[Grid, ...]
    worth: Grid
    components: Grid
    flow: Grid
    campaigns: Grid
    definitions: Grid
    restated: Grid
