"""KPIs by week or month, as far as their facts reach."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from kpis.core.measures import MEASURES, Reading
from kpis.models import Definition
from kpis.selectors import Ask, current_definitions, newest_credit, values
from kpis.selectors.external import told_in
from kpis.selectors.freshness import facts_behind, newest_facts, oldest_link
from organisation.core.calendar import Window, add_months, months
from organisation.core.scope import Scope
from organisation.selectors import organisation, today

Steps = Mapping[str, Sequence[float | None]]
"""By key of the KPI, its value in each window; None where there is none."""


def weeks_before(day: date, *, count: int, week_starts: int) -> tuple[Window, ...]:
    """The `count` whole weeks that had ended by a day, the oldest first; `week_starts` is 0 for Monday.

    >>> weeks_before(date(2026, 6, 10), count=1, week_starts=0)[0].ends_on
    datetime.date(2026, 6, 8)
    """
    end = day - timedelta(days=(day.weekday() - week_starts) % 7)
    return tuple(
        Window(end - timedelta(days=7 * back), end - timedelta(days=7 * (back - 1))) for back in range(count, 0, -1)
    )


def months_before(day: date, *, count: int) -> tuple[Window, ...]:
    """The `count` whole months that had ended by a day, the oldest first."""
    first = day.replace(day=1)
    return tuple(months(Window(add_months(first, -count), first)))


def by_step(keys: Collection[str], windows: Sequence[Window], *, now: datetime) -> Steps:
    """The KPIs in force among `keys`; a window that their facts do not reach the end of has no value.

    Nor has one without a value of an imported series that adds up: that is a missing file, not nothing.
    """
    company, known = organisation(), current_definitions()
    wanted = [row for row in known if row.key in keys]
    if not wanted or not windows:
        return {}
    ask = Ask(windows=tuple(windows), scopes=(Scope(),), now=now, zone=company.time_zone)
    credits, _ = newest_credit()
    reached, silent = _reached(known, now=now), _silent(known, wanted, windows)
    found: dict[str, dict[Window, float]] = {row.key: {} for row in wanted}
    for one in values(wanted, ask, credits=credits):
        end = reached[one.definition.key]
        window = one.cell.window
        if one.answer.value is None or end is None or window.ends_on - timedelta(days=1) > end:
            continue
        if window not in silent[one.definition.key]:
            found[one.definition.key][window] = float(one.answer.value)
    return {key: [cells.get(window) for window in windows] for key, cells in found.items()}


def _reached(known: Sequence[Definition], *, now: datetime) -> Mapping[str, date | None]:
    newest, behind = newest_facts(today(now)), facts_behind(known)
    return {row.key: oldest_link(behind[row.key], newest) for row in known}


def _silent(
    known: Sequence[Definition], wanted: Sequence[Definition], windows: Sequence[Window]
) -> Mapping[str, frozenset[Window]]:
    """By KPI, the windows in which an imported series that it adds up has no value."""
    behind, own = facts_behind(known), {row.key: row for row in known}
    rests = {row.key: [name for name in map(_imported, behind[row.key]) if _adds_up(name, own)] for row in wanted}
    told = told_in({name for names in rests.values() for name in names}, windows)
    return {
        key: frozenset(window for window in windows if any(window not in told[name] for name in names))
        for key, names in rests.items()
    }


def _imported(facts: str) -> str:
    """The name of an imported series, empty for other facts."""
    return facts.removeprefix("external:") if facts.startswith("external:") else ""


def _adds_up(name: str, own: Mapping[str, Definition]) -> bool:
    if name in MEASURES:
        return MEASURES[name].reading is Reading.SUM
    return name in own and not own[name].is_level
