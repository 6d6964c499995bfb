"""KPIs that moved beyond their sampling noise from the cycle before to this one."""

from collections.abc import Iterable, Mapping
from math import sqrt

from alignment.selectors.cycles import previous_cycle
from kpis.models import Measurement
from kpis.selectors import measurements
from okrs.models import Cycle


def moved_kpis(cycle: Cycle, kpis: Iterable[str]) -> Mapping[str, str]:
    """By key of the KPI a sentence, for those with a sampling margin that moved the wanted way. Two queries."""
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
    said = {key: _said(found.get((key, before.pk)), found.get((key, cycle.pk))) for key in wanted}
    return {key: sentence for key, sentence in said.items() if sentence}


def _said(then: Measurement | None, now: Measurement | None) -> str:
    if then is None or now is None or then.value is None or now.value is None:
        return ""
    change = float(now.value - then.value)
    noise = sqrt(float(then.margin or 0) ** 2 + float(now.margin or 0) ** 2)
    wanted = change if now.definition.direction == "up" else -change
    if wanted <= noise:
        return ""
    return f"{now.definition.name} moved by {change:+,.4g} ± {noise:,.4g} since the cycle before."
