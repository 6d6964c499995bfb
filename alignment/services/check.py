"""Keep the day's answers to the alignment check."""

from datetime import datetime
from typing import Any

from alignment.core.check import Answer, Surroundings, answers
from alignment.core.situation import Situation
from alignment.models import AuditAnswer, ScoreRun

MOST_ROWS = 50


def keep_answers(run: ScoreRun, now: Situation, around: Surroundings, *, at: datetime) -> list[AuditAnswer]:
    """Answer every question as of the score's day, in place of earlier answers of that day."""
    return AuditAnswer.objects.bulk_create(
        (_row(run, found, at) for found in answers(now, around)),
        update_conflicts=True,
        unique_fields=["cycle", "day", "question"],
        update_fields=["verdict", "said", "good", "of", "rows", "answered_at"],
    )


def answers_beside(run: ScoreRun, now: Situation, around: Surroundings, *, at: datetime) -> list[dict[str, Any]]:
    """The answers of a frozen cycle with the facts of now, as plain values."""
    names = ("question", "verdict", "said", "good", "of", "rows")
    rows = [_row(run, found, at) for found in answers(now, around)]
    return [{name: getattr(row, name) for name in names} for row in rows]


def _row(run: ScoreRun, found: Answer, at: datetime) -> AuditAnswer:
    return AuditAnswer(
        cycle=run.cycle,
        day=run.as_of,
        question=found.question.value,
        verdict=found.verdict.value,
        said=found.said[:500],
        good=found.good,
        of=found.of,
        rows=[
            {"key": row.key, "name": row.name, "note": row.note, "money": None if row.money is None else str(row.money)}
            for row in found.rows[:MOST_ROWS]
        ],
        answered_at=at,
    )
