"""The catalogue with what every KPI was, and the health of the data behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpis.core.catalogue import CATALOGUE
from kpis.core.freshness import is_fresh
from kpis.core.matrix import is_outcome
from kpis.core.shown import Change, change
from kpis.models import Definition, KpiTarget, MatrixEntry, Measurement, MeasureRun
from kpis.selectors.definitions import by_family
from kpis.selectors.freshness import facts_behind, oldest_link
from kpis.selectors.latest import run_shown
from kpis.selectors.lineage import imported_as
from kpis.selectors.page import is_flow
from okrs.models import Cycle
from okrs.selectors import Reported
from organisation.core.calendar import Window, add_months, month

LINE_MONTHS = 12


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """`line` are its last months as points of a small drawing, oldest first; empty without two known months."""

    definition: Definition
    now: Measurement | None
    moved: Change | None
    target: KpiTarget | None
    reaches: date | None
    is_fresh: bool
    serves: int
    line: str

    @property
    def is_vanity(self) -> bool:
        return not is_outcome(self.definition.tier)

    @property
    def signatures(self) -> int:
        return sum(day is not None for day in (self.definition.marketing_signed_at, self.definition.finance_signed_at))


@dataclass(frozen=True, slots=True)
class Facts:
    """One kind of facts: how far they reach, and the KPIs that rest on them."""

    name: str
    imported_as: str
    newest: date | None
    kpis: Sequence[Definition]
    stale: Sequence[Definition]

    @property
    def part(self) -> str:
        """Which readings or values of the import, in words; empty where it brings one kind of facts."""
        return self.name.partition(":")[2].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Catalogue:
    run: MeasureRun | None
    rows: Sequence[CatalogueRow]

    @property
    def with_data(self) -> Sequence[CatalogueRow]:
        return [row for row in self.rows if row.now is not None and row.now.value is not None]


def catalogue(*, cycle: Cycle | None, before: Cycle | None, day: date, reported: Reported | None = None) -> Catalogue:
    """Every KPI in force with its value in the cycle; six queries whatever the size."""
    definitions = by_family(Definition.objects.current().select_related("owner"))
    run = run_shown(reported)
    found = _by_window(run, cycle, before, day)
    targets = {(row.kpi, row.starts_on, row.ends_on): row for row in KpiTarget.objects.all()}
    behind, newest = facts_behind(definitions), _newest(run)
    served = _served(cycle)
    here, earlier = _window(cycle), _window(before)
    rows = []
    for row in definitions:
        mine = found.get(row.key, {})
        now = mine.get(here)
        reaches = oldest_link(behind[row.key], newest)
        rows.append(
            CatalogueRow(
                row, now, _moved(row, now, mine.get(earlier), cycle, day),
                targets.get((row.key, here.starts_on, here.ends_on)) if here else None, reaches,
                is_fresh(reaches, cadence=row.cadence, on=day), served.get(row.key, 0), _line(mine, day),
            )
        )  # fmt: skip
    return Catalogue(run, rows)


def health(rows: Sequence[CatalogueRow], run: MeasureRun | None, *, day: date) -> Sequence[Facts]:
    """The facts behind KPIs, those that most KPIs wait for first."""
    newest = _newest(run)
    behind = facts_behind([row.definition for row in rows])
    names = sorted({name for facts in behind.values() for name in facts})
    found = []
    for name in names:
        kpis = [row.definition for row in rows if name in behind[row.definition.key]]
        stale = [one for one in kpis if not is_fresh(newest.get(name), cadence=one.cadence, on=day)]
        found.append(Facts(name, imported_as(name), newest.get(name), kpis, stale))
    return [*sorted((one for one in found if one.newest), key=_urgency), *_missing(found)]


def unowned(rows: Sequence[CatalogueRow]) -> Mapping[str, Sequence[Definition]]:
    """KPIs without an owner by who usually answers for them; those that people added stand under no name."""
    found: dict[str, list[Definition]] = {}
    for row in rows:
        if row.definition.owner_id is None:
            shipped = CATALOGUE.get(row.definition.key)
            found.setdefault(shipped.answers if shipped else "", []).append(row.definition)
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], -len(pair[1]))))


def _urgency(one: Facts) -> tuple[int, int, str]:
    return (-len(one.stale), -len(one.kpis), one.name)


def _missing(found: Sequence[Facts]) -> list[Facts]:
    """What has never been imported, one line for each import."""
    named: dict[str, dict[str, Definition]] = {}
    for one in found:
        if one.newest is None:
            named.setdefault(one.imported_as, {}).update({row.key: row for row in one.kpis})
    rows = [Facts(name, name, None, list(kpis.values()), list(kpis.values())) for name, kpis in named.items()]
    return sorted(rows, key=_urgency)


def _by_window(
    run: MeasureRun | None, cycle: Cycle | None, before: Cycle | None, day: date
) -> Mapping[str, Mapping[Window | None, Measurement]]:
    months = [month(add_months(day, -back)) for back in range(LINE_MONTHS)]
    wanted = {window for window in (*months, _window(cycle), _window(before)) if window}
    found: dict[str, dict[Window | None, Measurement]] = {}
    for row in Measurement.objects.filter(
        run=run, dimension="", scope_text="{}", starts_on__in={window.starts_on for window in wanted}
    ):
        found.setdefault(row.key, {})[Window(row.starts_on, row.ends_on)] = row
    return found


def _moved(
    row: Definition, now: Measurement | None, before: Measurement | None, cycle: Cycle | None, day: date
) -> Change | None:
    if now is None or before is None or (cycle is not None and day < cycle.ends_on and is_flow(row)):
        return None
    return change(
        now=now.value, before=before.value, unit=row.unit, good=row.direction,
        margin_now=now.margin, margin_before=before.margin,
    )  # fmt: skip


def _line(mine: Mapping[Window | None, Measurement], day: date) -> str:
    """Points of a drawing 96 wide and 24 high; the running month is left out, as it is not whole."""
    windows = [month(add_months(day, -back)) for back in range(LINE_MONTHS - 1, 0, -1)]
    known = [
        (place, float(row.value))
        for place, window in enumerate(windows)
        if (row := mine.get(window)) is not None and row.value is not None
    ]
    if len(known) < 2:
        return ""
    low, high = min(value for _, value in known), max(value for _, value in known)
    height = (high - low) or 1.0
    step = 96 / (len(windows) - 1)
    return " ".join(f"{place * step:.1f},{22 - 20 * (value - low) / height:.1f}" for place, value in known)


def _served(cycle: Cycle | None) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for key in MatrixEntry.objects.in_force().filter(objective__cycle=cycle).values_list("kpi", flat=True):
        counted[key] = counted.get(key, 0) + 1
    return counted


def _newest(run: MeasureRun | None) -> Mapping[str, date]:
    return {name: date.fromisoformat(text) for name, text in (run.newest_facts if run else {}).items()}


def _window(cycle: Cycle | None) -> Window | None:
    return Window(cycle.starts_on, cycle.ends_on) if cycle else None
