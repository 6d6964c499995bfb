"""The matrix of intent against evidence, and what each objective owes to marketing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt

from alignment.core.contribution import Contribution, contribution
from alignment.core.facts import read_inputs
from alignment.core.intent import confirmed
from alignment.models import IntentCell, ScoreRun
from alignment.selectors.credit import milestones_inside
from alignment.selectors.scores import score_shown
from attribution.models import CreditRun
from okrs.models import Cycle
from okrs.selectors import Reported
from organisation.core.calendar import Window

CENT = Decimal("0.01")
HEADINGS = (
    "Campaign", "Theme", "Channel", "Spend", "Business objective", "Declared share", "Measured share", "Measured from",
    "Measured to", "Gap", "Credited milestones",
)  # fmt: skip
SORTS = ("misaligned", "spend", "name", "fit")


@dataclass(frozen=True, slots=True)
class Shares:
    """One cell: declared beside measured, with its 90 % interval."""

    declared: float
    measured: float | None
    low: float | None
    high: float | None
    milestones: float

    @property
    def gap(self) -> float | None:
        return None if self.measured is None else self.measured - self.declared


@dataclass(slots=True)
class IntentRow:
    """A campaign: `fit` is the confirmed part of what was declared, `misaligned` the linked money that is not."""

    pk: int
    name: str
    theme: str
    channel: str
    spend: Decimal
    by_objective: dict[int, Shares] = field(default_factory=dict)
    cells: Sequence[Shares | None] = ()

    @property
    def fit(self) -> float | None:
        return confirmed([(shares.declared, shares.measured) for shares in self.by_objective.values()])

    @property
    def mapped(self) -> float:
        return sum(shares.declared for shares in self.by_objective.values())

    @property
    def misaligned(self) -> Decimal | None:
        fit = self.fit
        if fit is None:
            return None
        return (self.spend * Decimal(repr(self.mapped * (1 - fit)))).quantize(CENT)


@dataclass(frozen=True, slots=True)
class IntentMatrix:
    """Campaigns × business objectives, with sums of those shown."""

    run: ScoreRun
    objectives: Sequence[tuple[int, str]]
    rows: Sequence[IntentRow]
    themes: Sequence[str]
    channels: Sequence[str]
    campaigns: int
    measured: int
    misaligned: Decimal


def intent_matrix(
    cycle: Cycle,
    *,
    theme: str = "",
    channel: str = "",
    only: str = "",
    sort: str = "misaligned",
    reported: Reported | None = None,
) -> IntentMatrix | None:
    """The matrix of the score to show, filtered and sorted; None before the first score. Two queries."""
    run = score_shown(cycle, reported, light=True)
    if run is None:
        return None
    rows, objectives = _rows(run)
    shown = [
        row
        for row in rows.values()
        if theme in ("", row.theme) and channel in ("", row.channel) and (only != "measured" or row.fit is not None)
    ]
    known = [row.misaligned for row in shown if row.misaligned is not None]
    columns = sorted(objectives.items(), key=lambda pair: (pair[1], pair[0]))
    for row in shown:
        row.cells = [row.by_objective.get(pk) for pk, _ in columns]
    return IntentMatrix(
        run=run,
        objectives=columns,
        rows=_sorted(shown, sort),
        themes=sorted({row.theme for row in rows.values()} - {""}),
        channels=sorted({row.channel for row in rows.values()} - {""}),
        campaigns=len(rows),
        measured=len(known),
        misaligned=sum(known, Decimal("0.00")),
    )


def matrix_lines(matrix: IntentMatrix) -> Iterator[list[str]]:
    """One line for each pair, for a file."""
    names = dict(matrix.objectives)
    for row in matrix.rows:
        for pk, shares in sorted(row.by_objective.items(), key=lambda pair: names[pair[0]]):
            numbers = (shares.declared, shares.measured, shares.low, shares.high, shares.gap, shares.milestones)
            plain = ["" if number is None else f"{number:.6g}" for number in numbers]
            yield [_safe(row.name), _safe(row.theme), _safe(row.channel), str(row.spend), _safe(names[pk]), *plain]


@dataclass(frozen=True, slots=True)
class ObjectiveContribution:
    key: str
    name: str
    is_scoped: bool
    credited: float
    whole: float
    found: Contribution


@dataclass(frozen=True, slots=True)
class ContributionPage:
    run: ScoreRun
    rows: Sequence[ObjectiveContribution]


def contribution_page(cycle: Cycle, *, reported: Reported | None = None) -> ContributionPage | None:
    """Every business objective in its quarter as of the score to show; None before the first."""
    run = score_shown(cycle, reported)
    if run is None:
        return None
    inputs = read_inputs(run.receipt["inputs"])
    credit_run = CreditRun.objects.filter(pk=run.credit_run_id).first() if run.credit_run_id else None
    window = Window(cycle.starts_on, cycle.ends_on)
    everything, inside = milestones_inside(credit_run, window) if credit_run else (Decimal(0), {})
    facts = {row.campaign: row for row in inputs.credits.get(inputs.locked_model, ())}
    serving: dict[str, set[str]] = defaultdict(set)
    for link in inputs.links:
        serving[link.objective].add(link.campaign)
    rows = []
    for row in inputs.objectives:
        own = [facts[key] for key in sorted(serving[row.key]) if key in facts]
        credited = sum(f.inside.get(row.key, 0.0) if row.scoped else f.milestones for f in own)
        errors = [f.errors.get(row.key, 0.0) if row.scoped else (f.error or 0.0) for f in own]
        whole = float(inside.get(row.key, Decimal(0)) if row.scoped else everything)
        found = contribution(
            progress=row.progress,
            expected=row.expected,
            credited=credited,
            error=sqrt(sum(e * e for e in errors)) if errors else None,
            whole=whole,
        )
        rows.append(ObjectiveContribution(row.key, row.name, row.scoped, credited, whole, found))
    return ContributionPage(run, sorted(rows, key=lambda row: (row.found.quarter is None, row.name)))


def _rows(run: ScoreRun) -> tuple[Mapping[int, IntentRow], Mapping[int, str]]:
    fields = (
        "campaign_id", "campaign__name", "campaign__theme__name", "campaign__channel__name", "spend",
        "business_objective_id", "business_objective__name", "declared", "measured", "low", "high", "milestones",
    )  # fmt: skip
    rows: dict[int, IntentRow] = {}
    objectives: dict[int, str] = {}
    for pk, name, theme, channel, spend, objective, title, *shares in (
        IntentCell.objects.filter(run=run).order_by().values_list(*fields)
    ):
        objectives[objective] = title
        row = rows.setdefault(pk, IntentRow(pk, name, theme or "", channel or "", spend))
        row.by_objective[objective] = Shares(*shares)
    return rows, objectives


def _sorted(rows: Sequence[IntentRow], sort: str) -> list[IntentRow]:
    if sort == "name":
        return sorted(rows, key=lambda row: (row.name, row.pk))
    if sort == "spend":
        return sorted(rows, key=lambda row: (-row.spend, row.name, row.pk))
    if sort == "fit":
        return sorted(rows, key=lambda row: (row.fit is None, row.fit or 0.0, -row.spend, row.pk))
    return sorted(rows, key=lambda row: (row.misaligned is None, -(row.misaligned or 0), -row.spend, row.pk))


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
