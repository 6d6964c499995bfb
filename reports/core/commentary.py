"""Which rows of a summary need a word of a leader before it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.core.snapshot import Snapshot

RED = frozenset({"off_track", "missed"})


@dataclass(frozen=True, slots=True)
class Red:
    """A KPI or a business objective that is off track; `subject` names it over recomputes."""

    subject: str
    label: str
    status: str


def reds(found: Snapshot) -> Sequence[Red]:
    """KPIs first, then business objectives, in the order of the page."""
    kpis = [Red(f"kpi:{row.key}", row.label, row.status) for row in found.kpis if row.status in RED]
    aims = [Red(f"objective:{row.pk}", row.name, row.status) for row in found.objectives if row.status in RED]
    return [*kpis, *aims]
