"""The mapping matrix of a cycle, and what it leaves open."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpis.core.matrix import Serves, end_of, is_outcome
from kpis.models import Binding, Definition, MatrixEntry, Measurement
from kpis.selectors.definitions import by_family, current_definitions
from kpis.selectors.latest import published_runs
from okrs.models import Cycle, Objective

LIVE = (Objective.State.DRAFT, Objective.State.ACTIVE, Objective.State.CLOSED)


class Show(StrEnum):
    USED = "used"
    MAPPED = "mapped"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a KPI does for an objective; `is_followed`: a key result of the objective follows the KPI."""

    kpi: str
    objective: int
    serves: str = ""
    leads_to: str = ""
    leads_name: str = ""
    rationale: str = ""
    is_followed: bool = False

    @property
    def counts_as(self) -> str:
        """A KPI that a key result follows shows its objective directly, also where nobody has said so."""
        return self.serves or (Serves.DIRECT if self.is_followed else "")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    definition: Definition
    cells: Sequence[MatrixCell]
    has_data: bool

    @property
    def is_mapped(self) -> bool:
        return any(cell.counts_as for cell in self.cells)

    @property
    def is_said_to_lead(self) -> bool:
        return any(cell.serves == Serves.LEADING for cell in self.cells)

    @property
    def is_vanity(self) -> bool:
        """It counts activity, and nobody has said which outcome it leads to."""
        return not is_outcome(self.definition.tier) and not any(cell.leads_to for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """KPIs by family as rows, objectives as columns, in the order of their business objectives."""

    cycle: Cycle
    objectives: Sequence[Objective]
    rows: Sequence[MatrixRow]

    @property
    def idle(self) -> Sequence[Definition]:
        """KPIs with data that serve no objective."""
        return [row.definition for row in self.rows if row.has_data and not row.is_mapped]

    @property
    def vanity(self) -> Sequence[Definition]:
        """Mapped or measured, but activity alone."""
        return [row.definition for row in self.rows if row.is_vanity and (row.has_data or row.is_mapped)]

    @property
    def without_outcome(self) -> Sequence[Objective]:
        """Objectives on which no path ends in an outcome KPI."""
        tiers = {row.definition.key: row.definition.tier for row in self.rows}
        ends: dict[int, set[str]] = defaultdict(set)
        for row in self.rows:
            for cell in row.cells:
                if cell.counts_as:
                    ends[cell.objective].add(end_of(kpi=cell.kpi, serves=cell.counts_as, leads_to=cell.leads_to))
        return [one for one in self.objectives if not any(is_outcome(tiers[k]) for k in ends[one.pk] if k in tiers)]

    def shown(self, show: Show) -> Sequence[MatrixRow]:
        if show is Show.ALL:
            return self.rows
        return [row for row in self.rows if row.is_mapped or (show is Show.USED and row.has_data)]

    def cell(self, kpi: str, objective: int) -> tuple[MatrixRow, MatrixCell]:
        """The row and cell of a KPI and an objective of this matrix. Raises LookupError."""
        for row in self.rows:
            for cell in row.cells:
                if (cell.kpi, cell.objective) == (kpi, objective):
                    return row, cell
        raise LookupError(f"There is no cell of {kpi!r} in {self.cycle}.")


def matrix(cycle: Cycle) -> Matrix:
    """The matrix of a cycle as it is now; six queries whatever its size."""
    objectives = list(
        Objective.objects.filter(cycle=cycle, state__in=LIVE)
        .select_related("business_objective")
        .order_by("business_objective__category", "business_objective_id", "-weight", "name", "pk")
    )
    definitions = by_family(current_definitions())
    said = entries_in_force([cycle])
    followed = set(
        Binding.objects.filter(key_result__objective__cycle=cycle).values_list("kpi", "key_result__objective_id")
    )
    known = _with_data(cycle)
    names = {row.key: row.name for row in definitions}
    rows = [
        MatrixRow(row, [_cell(row.key, one.pk, said, followed, names) for one in objectives], row.key in known)
        for row in definitions
    ]
    return Matrix(cycle, objectives, rows)


def entries_in_force(cycles: Collection[Cycle]) -> Mapping[tuple[str, int], MatrixEntry]:
    """What is said of these cycles' objectives now, by KPI and objective."""
    rows = MatrixEntry.objects.in_force().filter(objective__cycle__in=cycles)
    return {(row.kpi, row.objective_id): row for row in rows}


def _cell(
    kpi: str,
    objective: int,
    said: Mapping[tuple[str, int], MatrixEntry],
    followed: set[tuple[str, int]],
    names: Mapping[str, str],
) -> MatrixCell:
    row = said.get((kpi, objective))
    is_followed = (kpi, objective) in followed
    if row is None:
        return MatrixCell(kpi, objective, is_followed=is_followed)
    leads = names.get(row.leads_to, row.leads_to)
    return MatrixCell(kpi, objective, row.serves, row.leads_to, leads, row.rationale, is_followed)


def _with_data(cycle: Cycle) -> set[str]:
    """KPIs that the newest run has a value of, in the days of the cycle."""
    found = Measurement.objects.filter(
        run=published_runs().values("pk")[:1],
        dimension="",
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        value__isnull=False,
    )
    return set(found.values_list("key", flat=True).distinct())
