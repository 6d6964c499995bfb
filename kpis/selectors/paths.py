"""Where the KPI paths of a cycle end: whether an objective is judged by an outcome, and a link by a sound one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kpis.core.freshness import is_fresh
from kpis.core.matrix import Serves, end_of, is_outcome
from kpis.models import Binding, Definition
from kpis.selectors.definitions import current_definitions
from kpis.selectors.freshness import facts_behind, newest_facts, oldest_link
from kpis.selectors.matrix import entries_in_force
from okrs.models import Cycle
from okrs.selectors.cycles import with_those_inside


@dataclass(frozen=True, slots=True)
class Paths:
    """Ends of paths, as keys of KPIs: by objective and KPI that the path begins with, and by key result.

    `fresh` are KPIs whose facts still speak for the day, sound or not; `supported` are objectives beside which some
    KPI is looked at, with or without a path.
    """

    by_objective: Mapping[int, Mapping[str, str]]
    by_key_result: Mapping[int, str]
    outcomes: frozenset[str]
    sound: frozenset[str]
    fresh: frozenset[str] = frozenset()
    supported: frozenset[int] = frozenset()

    def has_outcome(self, objective: int) -> bool:
        """Whether an outcome KPI belongs to the objective, directly or at the end of a leading path."""
        return not self.outcomes.isdisjoint(self.by_objective.get(objective, {}).values())

    def is_sound(self, *, objective: int, key_result: int | None = None, expected: str = "") -> bool:
        """Whether the path of a link ends in a fresh, owned, sourced outcome KPI.

        A link that names the KPI it expects to move has that path; one to a key result that follows a KPI has its
        path; any other link has the paths of its objective.
        """
        return not self.sound.isdisjoint(self.ends(objective=objective, key_result=key_result, expected=expected))

    def ends(self, *, objective: int, key_result: int | None = None, expected: str = "") -> frozenset[str]:
        """The KPIs in which the paths of a link end; any sound one of them is enough."""
        paths = self.by_objective.get(objective, {})
        if expected in paths:
            return frozenset({paths[expected]})
        if key_result in self.by_key_result:
            return frozenset({self.by_key_result[key_result]})
        return frozenset(paths.values())


def paths(cycle: Cycle, *, as_of: date, refuted: Collection[tuple[str, str]] = ()) -> Paths:
    """The paths of a cycle and of those inside it, with facts judged as of a day. For workers: it reads all facts.

    `refuted` are pairs of a KPI and the outcome that it was shown not to lead: such a leading path is none.
    """
    by_objective: dict[int, dict[str, str]] = defaultdict(dict)
    by_key_result: dict[int, str] = {}
    cycles = list(with_those_inside(cycle))
    bound = Binding.objects.filter(key_result__objective__cycle__in=cycles, key_result__state="active")
    for kpi, key_result, objective in bound.values_list("kpi", "key_result_id", "key_result__objective_id"):
        by_key_result[key_result] = kpi
        by_objective[objective][kpi] = kpi
    said = entries_in_force(cycles)
    for (kpi, objective), entry in said.items():
        serves = entry.serves
        if serves == Serves.SUPPORTING and kpi in by_objective[objective]:
            continue  # a key result follows it, whatever the cell says
        if serves == Serves.LEADING and (kpi, entry.leads_to) in refuted:
            continue
        end = end_of(kpi=kpi, serves=serves, leads_to=entry.leads_to)
        if end:
            by_objective[objective][kpi] = end
    definitions = current_definitions()
    fresh = _fresh(definitions, as_of=as_of)
    return Paths(
        by_objective=by_objective,
        by_key_result=by_key_result,
        outcomes=frozenset(row.key for row in definitions if is_outcome(row.tier)),
        sound=frozenset(
            row.key
            for row in definitions
            if is_outcome(row.tier) and row.owner_id is not None and row.source and row.key in fresh
        ),
        fresh=fresh,
        supported=frozenset(objective for _, objective in said),
    )


def _fresh(definitions: list[Definition], *, as_of: date) -> frozenset[str]:
    newest, behind = newest_facts(as_of), facts_behind(definitions)
    return frozenset(
        row.key for row in definitions if is_fresh(oldest_link(behind[row.key], newest), cadence=row.cadence, on=as_of)
    )
