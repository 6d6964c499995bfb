"""Which series may control a media mix, which were chosen, and their weeks. Loads numpy only when weeks are read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from forecasts.models import MixControls
from forecasts.selectors.steps import by_step
from kpis.core.measures import MEASURES
from kpis.models import Definition
from kpis.selectors import current_definitions
from kpis.selectors.external import external_names, in_force
from kpis.selectors.freshness import facts_behind
from organisation.core.calendar import Window

if TYPE_CHECKING:
    from forecasts.core.arrays import Floats

MOST = 6
HOLIDAYS = "holidays"
MARKETING = {"spend", "touches"}  # facts of what the mix is to explain with: never a control


class Kind(StrEnum):
    """Where a control comes from."""

    CALENDAR = "calendar"
    KPI = "KPI"
    IMPORTED = "imported series"


@dataclass(frozen=True, slots=True)
class Control:
    """A series that may enter a mix; `key` is what is kept when it is chosen."""

    key: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class ControlUse:
    """A chosen control on the receipt of a fit; `why_not` is empty where it went in."""

    name: str
    kind: Kind
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Controls:
    """What enters a fit: `table` (weeks, columns) under `names`, whether the season does, and what is told of each."""

    table: "Floats"
    names: tuple[str, ...]
    season: bool
    used: Sequence[ControlUse]


def choices(outcome: Definition) -> Sequence[Control]:
    """Holidays, KPIs that rest neither on spend nor on touches, and imported series. Two queries."""
    known = current_definitions()
    behind = facts_behind(known)
    kpis = [
        Control(f"kpi:{row.key}", row.name, Kind.KPI)
        for row in known
        if row.formula
        and row.key != outcome.key
        and not behind[row.key] & MARKETING
        and not row.key.startswith("sourced_")
    ]
    own = {row.key: row.name for row in known if not row.formula}
    series = [
        Control(f"series:{name}", own.get(name) or _label(name), Kind.IMPORTED)
        for name in external_names()
        if name != outcome.key
    ]
    return [Control(HOLIDAYS, "Holidays", Kind.CALENDAR), *kpis, *series]


def chosen_controls(outcome: Definition) -> Mapping[str, Any]:
    """What was chosen for an outcome; the season alone before anybody chose."""
    row = MixControls.objects.filter(outcome=outcome.key).first()
    return {"season": row.season, "chosen": row.chosen} if row else {"season": True, "chosen": []}


def controls_of(outcome: Definition, weeks: Sequence[Window], *, now: datetime) -> Controls:
    """The chosen controls in the weeks of a fit; one that is not known in all of them stays out and says so."""
    import numpy as np

    asked = chosen_controls(outcome)
    known = {one.key: one for one in choices(outcome)}
    columns: list[tuple[str, Sequence[float]]] = []
    used = [ControlUse("Season", Kind.CALENDAR)] if asked["season"] else []
    read = _read(asked["chosen"], weeks, now=now)
    for key in asked["chosen"]:
        if key not in known:
            used.append(ControlUse(key.partition(":")[2], Kind.KPI, "There is no such series any more."))
            continue
        parts = read[key] if key in read else {known[key].name: [None] * len(weeks)}
        for name, values in parts.items():
            why_not = _why_not(values)
            used.append(ControlUse(name, known[key].kind, why_not))
            if not why_not:
                columns.append((name, [float(one or 0.0) for one in values]))
    table = np.array([values for _, values in columns], dtype=float).reshape(len(columns), len(weeks)).T
    return Controls(table, tuple(name for name, _ in columns), asked["season"], used)


Parts = Mapping[str, Sequence[float | None]]


def _read(keys: Collection[str], weeks: Sequence[Window], *, now: datetime) -> Mapping[str, Parts]:
    """By key of the control, its columns under their names."""
    from forecasts.core.mix.calendar import HOLIDAYS as COLUMNS
    from forecasts.core.mix.calendar import holidays

    found: dict[str, Parts] = {}
    if HOLIDAYS in keys:
        days = holidays([week.starts_on for week in weeks])
        found[HOLIDAYS] = {name: days[:, place].tolist() for place, name in enumerate(COLUMNS)}
    names = {row.key: row.name for row in current_definitions()}
    kpis = [key.removeprefix("kpi:") for key in keys if key.startswith("kpi:")]
    for key, values in by_step(kpis, weeks, now=now).items():
        found[f"kpi:{key}"] = {names[key]: values}
    series = [key.removeprefix("series:") for key in keys if key.startswith("series:")]
    for name, values in in_force(series, weeks).items():
        found[f"series:{name}"] = {names.get(name) or _label(name): values}
    return found


def _why_not(values: Sequence[float | None]) -> str:
    missing = sum(one is None for one in values)
    if missing:
        return f"{missing} of {len(values)} weeks have no value: import them, or choose another series."
    return "" if len(set(values)) > 1 else "It is the same in every week, so it cannot explain anything."


def _label(name: str) -> str:
    return MEASURES[name].label if name in MEASURES else name.replace("_", " ").replace("-", " ").capitalize()
