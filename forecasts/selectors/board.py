"""All key results of a cycle, by their pace and by their outlook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forecasts.models import Outlook, OutlookRun
from forecasts.selectors.outlook import latest_outlook_run, outlooks_of
from okrs.models import Cycle, Objective
from okrs.selectors import KeyResultRow, flat, objectives_with_progress


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A key result as of a day; `outlook` is None where no run has looked at it yet."""

    objective: Objective
    row: KeyResultRow
    outlook: Outlook | None

    @property
    def differs(self) -> bool:
        """Whether the forecast says something else than the pace."""
        return bool(self.outlook and self.outlook.status and self.outlook.status != self.row.status)


@dataclass(frozen=True, slots=True)
class Board:
    """Key results in the order of their objectives."""

    run: OutlookRun | None
    rows: Sequence[BoardRow]

    @property
    def forecast(self) -> Sequence[BoardRow]:
        """Rows that have a range."""
        return [row for row in self.rows if row.outlook and row.outlook.median is not None]


def board(cycle: Cycle, *, today: date) -> Board:
    """The running key results of a cycle; eight queries for any number."""
    found = [
        (line.objective, row)
        for line in flat(objectives_with_progress(cycle, today=today))
        for row in line.key_results
        if row.key_result.state == "active"
    ]
    run = latest_outlook_run()
    outlooks = outlooks_of(run, [row.key_result.pk for _, row in found])
    return Board(run, [BoardRow(objective, row, outlooks.get(row.key_result.pk)) for objective, row in found])
