"""KPIs that moved beyond their sampling noise from the cycle before to this one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from alignment.core.situation import FallenFacts
from alignment.selectors.cycles import previous_cycle
from kpis.models import Measurement
from kpis.selectors import measurements
from okrs.models import Cycle


def moved_kpis(cycle: Cycle, kpis: Iterable[str]) -> Mapping[str, str]:
    """By key of the KPI a sentence, for those with a sampling margin that moved the wanted way. Two queries."""
    found = _movements(cycle, kpis)
    return {key: movement.said for key, movement in found.items() if movement.wanted > movement.noise}


def fallen_kpis(cycle: Cycle, kpis: Iterable[str]) -> Sequence[FallenFacts]:
    """Those with a sampling margin that moved the unwanted way beyond it. Two queries."""
    found = _movements(cycle, kpis)
    return [
        FallenFacts(key, movement.name, movement.said)
        for key, movement in sorted(found.items())
        if -movement.wanted > movement.noise
    ]


@dataclass(frozen=True, slots=True)
class _Movement:
    """`wanted` is the change counted in the wanted direction, `noise` the margin of the difference."""

    name: str
    change: float
    wanted: float
    noise: float

    @property
    def said(self) -> str:
        return f"{self.name} moved by {self.change:+,.4g} ± {self.noise:,.4g} since the cycle before."


def _movements(cycle: Cycle, kpis: Iterable[str]) -> Mapping[str, _Movement]:
    before, wanted = previous_cycle(cycle), sorted(set(kpis) - {""})
    if before is None or not wanted:
        return {}
    found: dict[tuple[str, int], Measurement] = {}
    days = {row.starts_on: row.pk for row in (before, cycle)}
    rows = measurements().filter(
        key__in=wanted,
        starts_on__in=days,
        ends_on__in=[before.ends_on, cycle.ends_on],
        dimension="",
        scope_text="{}",
        value__isnull=False,
        margin__isnull=False,
    )
    for row in rows.order_by("run__published_at", "run_id"):
        found[row.key, days[row.starts_on]] = row
    return {
        key: _movement(found[key, before.pk], found[key, cycle.pk])
        for key in wanted
        if (key, before.pk) in found and (key, cycle.pk) in found
    }


def _movement(then: Measurement, now: Measurement) -> _Movement:
    change = float((now.value or 0) - (then.value or 0))
    return _Movement(
        name=now.definition.name,
        change=change,
        wanted=change if now.definition.direction == "up" else -change,
        noise=sqrt(float(then.margin or 0) ** 2 + float(now.margin or 0) ** 2),
    )
