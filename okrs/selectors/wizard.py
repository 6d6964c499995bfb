"""Where a cycle stands between its plan and its end, and what is still missing for the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from okrs.core.closing import Ambition, CloseBand, Verdict, close_band, closing_score, verdicts
from okrs.core.status import Status
from okrs.models import Cycle, Objective
from okrs.selectors.progress import KeyResultRow, ObjectiveRow, flat, objectives_with_progress


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A key result in review: its score (written, or as computed) and whether its root cause is missing."""

    objective: Objective
    row: KeyResultRow
    score: float | None
    band: CloseBand | None
    needs_root_cause: bool


@dataclass(frozen=True, slots=True)
class Wizard:
    step: str
    rows: Sequence[ObjectiveRow]
    lines: Sequence[ScoreLine]
    verdicts: Sequence[Verdict]
    without_key_results: Sequence[Objective]
    without_owner: Sequence[Objective]

    @property
    def unexplained(self) -> int:
        return sum(line.needs_root_cause for line in self.lines)


def wizard(cycle: Cycle, *, today: date) -> Wizard:
    rows = [row for row in flat(objectives_with_progress(cycle, today=today)) if row.status is not Status.DROPPED]
    lines = [_line(row.objective, part) for row in rows for part in row.key_results]
    scores = [(Ambition(line.objective.ambition), line.score) for line in lines if line.row.key_result.is_contributing]
    return Wizard(
        step=cycle.state,
        rows=rows,
        lines=lines,
        verdicts=verdicts([(ambition, score) for ambition, score in scores if score is not None]),
        without_key_results=[row.objective for row in rows if not row.key_results and not row.children],
        without_owner=[row.objective for row in rows if row.objective.owner_id is None],
    )


def _line(objective: Objective, part: KeyResultRow) -> ScoreLine:
    written = part.key_result.score
    score = float(written) if written is not None else closing_score(part.assessment.progress)
    band = None if score is None else close_band(score)
    failed = band in (None, CloseBand.NOT_DELIVERED) and part.key_result.is_contributing
    dropped = part.status is Status.DROPPED
    needs = failed and not part.key_result.root_cause and not dropped and objective.state != Objective.State.DRAFT
    return ScoreLine(objective, part, score, band, needs)
