"""Who says that which KPI moves first, and before what."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpis.core.matrix import Serves, is_outcome
from kpis.core.words import Timing
from kpis.models import Binding, Definition, MatrixEntry
from kpis.selectors.definitions import current_definitions
from okrs.models import Cycle

# The catalogue says that a KPI leads but not to what; what everything leads to in the end is won revenue.
BY_DEFAULT = "revenue"


class SaidIn(StrEnum):
    MATRIX = "matrix"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class LeadClaim:
    """KPI `kpi` is said to move before the outcome KPI `outcome`; both by key."""

    kpi: str
    outcome: str
    said_in: SaidIn


def lead_claims() -> Sequence[LeadClaim]:
    """Every claim in force, each pair once: cells of cycles that are not closed, then the catalogue's own words.

    A leading cell that names no outcome claims those that show its objective directly. A KPI that is leading by the
    catalogue or counts activity, and that no cell speaks for, claims won revenue: none is called vanity unheard.
    """
    known = {row.key: row for row in current_definitions()}
    found = {
        (kpi, outcome): LeadClaim(kpi, outcome, SaidIn.MATRIX)
        for kpi, outcome in _of_matrix(known)
        if kpi in known and outcome in known and kpi != outcome
    }
    spoken_for = {kpi for kpi, _ in found}
    for row in known.values():
        heard = row.timing == Timing.LEADING or not is_outcome(row.tier)
        if heard and row.key not in spoken_for and BY_DEFAULT in known:
            found[row.key, BY_DEFAULT] = LeadClaim(row.key, BY_DEFAULT, SaidIn.CATALOGUE)
    return sorted(found.values(), key=lambda one: (one.said_in != SaidIn.MATRIX, one.kpi, one.outcome))


def _of_matrix(known: Mapping[str, Definition]) -> Iterator[tuple[str, str]]:
    rows = list(MatrixEntry.objects.in_force().exclude(objective__cycle__state=Cycle.State.CLOSED))
    shown: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.serves == Serves.DIRECT:
            shown[row.objective_id].add(row.kpi)
    followed = Binding.objects.exclude(key_result__objective__cycle__state=Cycle.State.CLOSED)
    for kpi, objective in followed.values_list("kpi", "key_result__objective_id"):
        shown[objective].add(kpi)
    for row in rows:
        if row.serves != Serves.LEADING:
            continue
        ends = [row.leads_to] if row.leads_to else sorted(shown[row.objective_id])
        yield from ((row.kpi, end) for end in ends if end in known and is_outcome(known[end].tier))
