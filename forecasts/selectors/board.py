"""Everything that is forecast, for the pages that list it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from forecasts.core.chances import ON_TRACK_FROM
from forecasts.models import Outlook, OutlookRun
from forecasts.selectors.outlook import latest_outlook_run, outlooks_of
from kpis.models import Definition
from kpis.selectors import by_family
from okrs.core.status import WORST_FIRST, Status
from okrs.models import Cycle, Objective
from okrs.selectors import KeyResultRow, ObjectiveRow, flat, objectives_with_progress
from organisation.core import show


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A key result as of a day; `outlook` is None where no run has looked at it yet."""

    objective: Objective
    row: KeyResultRow
    outlook: Outlook | None

    @property
    def differs(self) -> bool:
        """Whether the forecast says something worse than the pace."""
        if not self.outlook or not self.outlook.status:
            return False
        return WORST_FIRST.index(Status(self.outlook.status)) < WORST_FIRST.index(self.row.status)


@dataclass(frozen=True, slots=True)
class Board:
    """Key results in the order of their objectives."""

    run: OutlookRun | None
    rows: Sequence[BoardRow]

    @property
    def groups(self) -> Sequence[tuple[Objective, Sequence[BoardRow]]]:
        return [(objective, list(rows)) for objective, rows in groupby(self.rows, key=lambda row: row.objective)]

    @property
    def sentence(self) -> str:
        """What the page is for, in one line."""
        told = [row for row in self.rows if row.outlook and row.outlook.status]
        if not told:
            return "No key result has a forecast yet"
        good = sum(row.outlook.status == Status.ON_TRACK for row in told if row.outlook)
        worse = sum(row.differs for row in told)
        more = f"; {worse} look{'s' if worse == 1 else ''} worse than by pace" if worse else ""
        return f"{good} of {len(told)} key results are likely to be reached{more}"


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI in force with its outlook."""

    definition: Definition
    outlook: Outlook


def board(cycle: Cycle, *, today: date) -> Board:
    """The running key results of a cycle; eight queries for any number."""
    found = [
        (line.objective, row)
        for line in flat(objectives_with_progress(cycle, today=today))
        for row in line.key_results
        if row.status is not Status.DROPPED
    ]
    run = latest_outlook_run()
    outlooks = outlooks_of([row.key_result.pk for _, row in found], run=run)
    return Board(run, [BoardRow(objective, row, outlooks.get(row.key_result.pk)) for objective, row in found])


def worst_outlook(rows: Iterable[ObjectiveRow], found: Mapping[int, str]) -> str:
    """The worst status by outlook of the key results that count below some objectives; empty where none has one."""
    counted = [
        Status(found[row.key_result.pk])
        for line in rows
        for row in line.key_results
        if row.key_result.pk in found and row.key_result.is_contributing and row.status is not Status.DROPPED
    ]
    return min(counted, key=WORST_FIRST.index).value if counted else ""


def outlook_sentence(rows: Iterable[ObjectiveRow], found: Mapping[int, str]) -> str:
    """How many key results are likely to be reached; empty where none has a forecast."""
    told = [found[row.key_result.pk] for line in rows for row in line.key_results if row.key_result.pk in found]
    if not told:
        return ""
    good = sum(one == Status.ON_TRACK for one in told)
    return (
        f"By outlook, {good} of {len(told)} key results are likely to be reached by the end of the cycle: each in at "
        f"least {show.percent(ON_TRACK_FROM)} of the futures simulated from its past."
    )


def kpi_board(run: OutlookRun | None) -> Sequence[KpiRow]:
    """KPIs with an outlook, by family and name."""
    if run is None:
        return []
    found = {row.kpi: row for row in Outlook.objects.filter(run=run).exclude(kpi="").defer("chart")}
    rows = by_family(Definition.objects.current().filter(key__in=found))
    return [KpiRow(row, found[row.key]) for row in rows]
