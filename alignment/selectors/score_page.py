"""The score's page: its arithmetic in words, its parts, its days, and why it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alignment.core.change import Change, explain
from alignment.core.coverage import Ledger, ledger
from alignment.core.facts import read_inputs
from alignment.core.words import LABELS, sentence
from alignment.models import ScorePart, ScoreRun
from alignment.selectors.cycles import previous_cycle
from alignment.selectors.scores import latest_score, score_shown
from okrs.models import Cycle
from okrs.selectors import Reported

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One component: what it says, value × weight = points."""

    name: str
    label: str
    said: str
    value: float | None
    reason: str
    weight: float
    points: float | None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    score: float | None
    low: float | None
    high: float | None
    structure: float | None
    result: float | None


def trail(days: Sequence[Day]) -> tuple[str, str]:
    """The line of the scores and the band of their ranges, as points of a drawing 100 wide and 100 high."""
    known = [day for day in days if day.score is not None]
    if len(known) < 2:
        return "", ""
    first = known[0].day
    whole = (known[-1].day - first).days or 1
    at = [(day, round(100 * (day.day - first).days / whole, 2)) for day in known]
    line = " ".join(f"{x},{100 - (day.score or 0.0):.2f}" for day, x in at)
    upper = [f"{x},{100 - (day.high or 0.0):.2f}" for day, x in at]
    lower = [f"{x},{100 - (day.low or 0.0):.2f}" for day, x in reversed(at)]
    return line, " ".join([*upper, *lower])


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A campaign's money, where it is meant to go and where its credit fell, as the receipt has it."""

    campaign: str
    name: str
    spend: str | None
    is_kept_out: bool
    links: Sequence[tuple[str, str, bool, str, bool]]
    credited: float | None
    inside: Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class ScorePage:
    """Everything about the newest score of a cycle."""

    run: ScoreRun
    lines: Sequence[Line]
    known: float
    ledger: Ledger
    parts: Sequence[ScorePart]
    days: Sequence[Day]
    trail: tuple[str, str]
    previous: Cycle | None
    change: Change | None
    inputs: Sequence[LinkLine]
    campaigns: int
    models: Sequence[tuple[str, float]]
    versions: Mapping[str, str]
    digests: Mapping[str, str]


def score_page(cycle: Cycle, *, by: str, currency: str, reported: Reported | None = None) -> ScorePage | None:
    """The page of the score to show; None before the first. Five queries."""
    run = score_shown(cycle, reported)
    if run is None:
        return None
    receipt = run.receipt
    inputs = read_inputs(receipt["inputs"])
    before = previous_cycle(cycle)
    earlier = latest_score(before) if before else None
    links, days = _links(receipt["inputs"]), series(cycle)
    return ScorePage(
        run=run,
        lines=[_line(row, currency) for row in receipt["arithmetic"]["components"]],
        known=receipt["arithmetic"]["weight_with_data"],
        ledger=ledger(inputs),
        parts=list(ScorePart.objects.filter(run=run, by=by)),
        days=days,
        trail=trail(days),
        previous=before if earlier else None,
        change=explain(earlier.receipt["arithmetic"], receipt["arithmetic"]) if earlier else None,
        inputs=links[:MOST_ROWS],
        campaigns=len(links),
        models=sorted(receipt["arithmetic"]["by_model"].items(), key=lambda pair: (-pair[1], pair[0])),
        versions=receipt["versions"],
        digests=receipt["digests"],
    )


def series(cycle: Cycle) -> Sequence[Day]:
    """The last published score of every day, oldest first."""
    rows = ScoreRun.objects.filter(cycle=cycle, published_at__isnull=False).order_by("as_of", "-published_at", "-pk")
    fields = ("as_of", "score", "low", "high", "structure", "result")
    return [Day(*row) for row in rows.distinct("as_of").values_list(*fields)]


def _line(row: Mapping[str, Any], currency: str) -> Line:
    return Line(
        name=row["name"],
        label=LABELS[row["name"]],
        said=sentence(row["name"], row["figures"], currency=currency) if row["value"] is not None else "",
        value=row["value"],
        reason=row["reason"],
        weight=row["weight"],
        points=row["points"],
    )


def _links(facts: Mapping[str, Any]) -> list[LinkLine]:
    names = {row["key"]: row["name"] for row in facts["objectives"]}
    own: dict[str, list[tuple[str, str, bool, str, bool]]] = {}
    for row in facts["links"]:
        own.setdefault(row["campaign"], []).append(
            (names[row["objective"]], row["share"], row["contributing"], row["evidence"], row["sound_path"])
        )
    credits = {row["campaign"]: row for row in facts["credits"].get(facts["locked_model"], ())}
    rows = sorted(facts["campaigns"], key=lambda row: (-float(row["spend"] or 0), row["name"]))
    lines = []
    for row in rows:
        credit = credits.get(row["key"], {"milestones": None, "inside": {}})
        inside = [(names[key], amount) for key, amount in credit["inside"].items() if amount and key in names]
        lines.append(
            LinkLine(
                row["key"],
                row["name"],
                row["spend"],
                row["enabling"],
                own.get(row["key"], ()),
                credit["milestones"],
                inside,
            )
        )
    return lines
