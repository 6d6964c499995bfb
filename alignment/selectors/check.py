"""The answers to the alignment check of a cycle, with how they were before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alignment.core.check import ASKED, Question
from alignment.models import AuditAnswer, ScoreRun
from alignment.selectors.scores import score_shown
from okrs.models import Cycle
from okrs.selectors import Reported

BACK = timedelta(days=28)
DAYS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Trend:
    """An answer on an earlier day."""

    day: date
    verdict: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A question with its newest answer; `before` is the answer of about four weeks earlier, None without one."""

    asked: str
    answer: AuditAnswer
    trend: Sequence[Trend]

    @property
    def before(self) -> Trend | None:
        earlier = [found for found in self.trend if found.day < self.answer.day]
        aged = [found for found in earlier if found.day <= self.answer.day - BACK]
        return (aged or earlier[:1] or [None])[-1]


@dataclass(frozen=True, slots=True)
class CheckPage:
    day: date
    lines: Sequence[CheckLine]

    @property
    def yes(self) -> int:
        return sum(line.answer.verdict == "yes" for line in self.lines)


def check_page(cycle: Cycle, *, reported: Reported | None = None) -> CheckPage | None:
    """The newest answers; None before the first recompute. Two queries.

    Of a frozen cycle they are those it was reported with, or as restated those of the last restatement.
    """
    if reported is not None and reported.as_restated:
        return _restated(score_shown(cycle, reported, light=True))
    newest = AuditAnswer.objects.filter(cycle=cycle).order_by("-day").values_list("day", flat=True).first()
    if newest is None:
        return None
    rows = list(AuditAnswer.objects.filter(cycle=cycle, day__gte=newest - 4 * BACK).order_by("day").defer("rows"))
    today = {row.question: row for row in AuditAnswer.objects.filter(cycle=cycle, day=newest)}
    trends: dict[str, list[Trend]] = {}
    for row in rows:
        trends.setdefault(row.question, []).append(Trend(row.day, row.verdict))
    return CheckPage(newest, _lines(today, trends))


def _restated(run: ScoreRun | None) -> CheckPage | None:
    found = [AuditAnswer(cycle=run.cycle, day=run.as_of, **row) for row in run.beside.get("answers", ())] if run else []
    return CheckPage(run.as_of, _lines({row.question: row for row in found}, {})) if run and found else None


def _lines(today: Mapping[str, AuditAnswer], trends: Mapping[str, Sequence[Trend]]) -> list[CheckLine]:
    return [
        CheckLine(ASKED[question], today[question.value], trends.get(question.value, [])[-DAYS_SHOWN:])
        for question in Question
        if question.value in today
    ]
