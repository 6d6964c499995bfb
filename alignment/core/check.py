"""The alignment check: the questions a board should ask, each answered from facts with rows as evidence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from alignment.core.components import Component, ComponentName, components
from alignment.core.coverage import ledger
from alignment.core.findings.words import Row
from alignment.core.situation import Situation
from organisation.core.show import percent

GOOD = 0.8
FAIR = 0.5


class Question(StrEnum):
    EFFORTS = "efforts"
    GOALS = "goals"
    KPIS = "kpis"
    SUCCESS = "success"
    DOCUMENTS = "documents"
    LINKAGE = "linkage"
    VANITY = "vanity"
    MYSTERY = "mystery"
    SILOS = "silos"
    HORIZON = "horizon"
    CHANGES = "changes"


class Verdict(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NO_DATA = "no_data"


ASKED: Mapping[Question, str] = {
    Question.EFFORTS: "Do the efforts serve the business, and does the credit fall where the money was meant to work?",
    Question.GOALS: "Are there goals for 30, 60 and 90 days, and for the year?",
    Question.KPIS: "Is every KPI that money rests on an outcome, owned, sourced and up to date?",
    Question.SUCCESS: "Is it said what success looks like this cycle?",
    Question.DOCUMENTS: "Are strategy, OKRs, sales targets and marketing plan registered?",
    Question.LINKAGE: "Does every funded campaign name the objective it serves?",
    Question.VANITY: "Is no campaign judged by activity alone?",
    Question.MYSTERY: "Is no KPI a spreadsheet that one person understands?",
    Question.SILOS: "Do other teams share the objectives, and are leads contacted in time?",
    Question.HORIZON: "Is the long term funded as it was meant to be, and judged by long-term KPIs?",
    Question.CHANGES: "Did the money follow when objectives changed?",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the check asks for and no score counts."""

    documents: Mapping[str, date | None]
    described: Mapping[str, bool]
    has_year: bool
    short_term_brand: Sequence[str] = ()
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict in words, with how many of how many are as they should be and the rows that are not."""

    question: Question
    verdict: Verdict
    said: str
    good: int | None = None
    of: int | None = None
    rows: tuple[Row, ...] = ()


def answers(now: Situation, around: Surroundings) -> tuple[Answer, ...]:
    """All questions, in their order."""
    return tuple(_ANSWERS[question](now, around) for question in Question)


def _efforts(now: Situation, around: Surroundings) -> Answer:
    found = {part.name: part for part in components(now.inputs, model=now.inputs.locked_model)}
    mapped, fit = found[ComponentName.MAPPED_SPEND], found[ComponentName.EVIDENCE_FIT]
    if mapped.value is None:
        return Answer(Question.EFFORTS, Verdict.NO_DATA, mapped.reason)
    confirmed = (
        f"{percent(fit.value)} of what was declared is confirmed by credit" if fit.value is not None else fit.reason
    )
    parts = [mapped.value, *([fit.value] if fit.value is not None else [])]
    orphan = ledger(now.inputs).orphan
    rows = (Row("orphan", "Money that serves nothing named", "orphan", orphan),) if orphan else ()
    said = f"{percent(mapped.value)} of the money serves a named objective; {confirmed[0].lower()}{confirmed[1:]}."
    return Answer(Question.EFFORTS, _by(min(parts)), said.replace("..", "."), rows=rows)


def _goals(now: Situation, around: Surroundings) -> Answer:
    measured = [aim for aim in now.aims if aim.key_results]
    if not measured:
        return Answer(Question.GOALS, Verdict.NO, "No objective has a key result yet.")
    without = [Row(aim.key, aim.name, "no checkpoint") for aim in measured if not aim.has_checkpoints]
    year = "A cycle of a year stands behind them." if around.has_year else "No cycle of a year is planned."
    verdict = _by_count(len(measured) - len(without), len(measured))
    if verdict is Verdict.YES and not around.has_year:
        verdict = Verdict.PARTLY
    said = f"{len(measured) - len(without)} of {len(measured)} objectives have checkpoints on their way. {year}"
    return Answer(Question.GOALS, verdict, said, len(measured) - len(without), len(measured), tuple(without))


def _kpis(now: Situation, around: Surroundings) -> Answer:
    if not now.kpis:
        return Answer(Question.KPIS, Verdict.NO, "No KPI is mapped to an objective that money serves.")
    wrong = []
    for kpi in now.kpis:
        lacks = [
            word
            for word, holds in (
                ("is no outcome", kpi.is_outcome),
                ("no owner", kpi.is_owned),
                ("no source", kpi.is_sourced),
                ("not up to date", kpi.is_fresh),
            )
            if not holds
        ]
        if lacks:
            wrong.append(Row(kpi.key, kpi.name, ", ".join(lacks)))
    good = len(now.kpis) - len(wrong)
    said = f"{good} of {len(now.kpis)} KPIs are outcomes with owner, source and recent values."
    return Answer(Question.KPIS, _by_count(good, len(now.kpis)), said, good, len(now.kpis), tuple(wrong))


def _success(now: Situation, around: Surroundings) -> Answer:
    if not now.aims:
        return Answer(Question.SUCCESS, Verdict.NO, "No objective is set for this cycle.")
    wrong = []
    for aim in now.aims:
        described, measured = around.described.get(aim.key, False), aim.key_results > 0
        if not (described and measured):
            lacks = [word for word, holds in (("no words", described), ("no key result", measured)) if not holds]
            wrong.append(Row(aim.key, aim.name, ", ".join(lacks)))
    good = len(now.aims) - len(wrong)
    said = f"{good} of {len(now.aims)} objectives say in words and in key results when they are reached."
    return Answer(Question.SUCCESS, _by_count(good, len(now.aims)), said, good, len(now.aims), tuple(wrong))


def _documents(now: Situation, around: Surroundings) -> Answer:
    missing = [Row(name, name, "not registered") for name, seen in around.documents.items() if seen is None]
    good, of = len(around.documents) - len(missing), len(around.documents)
    return Answer(
        Question.DOCUMENTS, _by_count(good, of), f"{good} of {of} documents are registered.", good, of, tuple(missing)
    )


def _linkage(now: Situation, around: Surroundings) -> Answer:
    funded = [row for row in now.inputs.campaigns if row.spend and not row.enabling]
    if not funded:
        return Answer(Question.LINKAGE, Verdict.NO_DATA, "No campaign has any spend in this cycle yet.")
    linked = {link.campaign for link in now.inputs.links if link.contributing and link.share > 0}
    without = [Row(row.key, row.name, "names no objective", row.spend) for row in funded if row.key not in linked]
    without.sort(key=lambda row: (-(row.money or Decimal(0)), row.name))
    good = len(funded) - len(without)
    said = f"{good} of {len(funded)} campaigns with spend name an objective."
    return Answer(Question.LINKAGE, _by_count(good, len(funded)), said, good, len(funded), tuple(without))


def _vanity(now: Situation, around: Surroundings) -> Answer:
    linked = {link.campaign for link in now.inputs.links if link.contributing and link.share > 0}
    if not linked:
        return Answer(Question.VANITY, Verdict.NO_DATA, "No campaign is linked yet.")
    by_campaign: dict[str, list[bool]] = {}
    for link in now.inputs.links:
        if link.contributing and link.share > 0:
            vain = (link.campaign, link.objective) in now.vanity and not link.sound_path
            by_campaign.setdefault(link.campaign, []).append(vain)
    alone = sorted(key for key, found in by_campaign.items() if all(found))
    good = len(linked) - len(alone)
    said = f"{len(alone)} of {len(linked)} linked campaigns are judged by activity alone."
    heard = now.court_on(alone)
    said += f" What the court of leading KPIs says of that activity: {heard}." if heard else ""
    rows = tuple(Row(key, now.name(key), f"by {now.court_on([key]) or 'activity alone'}") for key in alone)
    return Answer(Question.VANITY, _none_of(alone, linked), said, good, len(linked), rows)


def _mystery(now: Situation, around: Surroundings) -> Answer:
    if not now.kpis:
        return Answer(Question.MYSTERY, Verdict.NO_DATA, "No KPI is mapped to an objective that money serves.")
    rows = tuple(Row(kpi.key, kpi.name, "one editor, no source") for kpi in now.kpis if kpi.is_mystery)
    good = len(now.kpis) - len(rows)
    said = f"{len(rows)} of {len(now.kpis)} KPIs are typed by one person from no named source."
    return Answer(Question.MYSTERY, _none_of(rows, now.kpis), said, good, len(now.kpis), rows)


def _silos(now: Situation, around: Surroundings) -> Answer:
    if not now.aims:
        return Answer(Question.SILOS, Verdict.NO_DATA, "No objective is set for this cycle.")
    alone = tuple(Row(aim.key, aim.name, "marketing alone") for aim in now.aims if not aim.is_shared)
    good = len(now.aims) - len(alone)
    shared = f"{good} of {len(now.aims)} objectives are shared with another team"
    verdict = _by_count(good, len(now.aims))
    if now.handover is None or now.handover.share is None:
        return Answer(
            Question.SILOS, verdict, f"{shared}; handovers to sales are not measured.", good, len(now.aims), alone
        )
    kept = now.handover.share >= now.handover.promised
    said = f"{shared}; {percent(now.handover.share)} of qualified leads were contacted inside the agreed hours."
    if not kept and verdict is Verdict.YES:
        verdict = Verdict.PARTLY
    return Answer(Question.SILOS, verdict, said, good, len(now.aims), alone)


def _horizon(now: Situation, around: Surroundings) -> Answer:
    part = _component(now, ComponentName.HORIZON_FIT)
    rows = tuple(
        Row(name, name, "a brand objective without a brand or customer KPI") for name in around.short_term_brand
    )
    if part.value is None:
        verdict = Verdict.NO if rows else Verdict.NO_DATA
        return Answer(Question.HORIZON, verdict, part.reason, rows=rows)
    long, target = part.figures["long_share"], part.figures["target"]
    said = f"{percent(long)} of the tagged money builds the brand; {percent(target)} is aimed at."
    verdict = _by(part.value)
    return Answer(Question.HORIZON, Verdict.PARTLY if rows and verdict is Verdict.YES else verdict, said, rows=rows)


def _changes(now: Situation, around: Surroundings) -> Answer:
    if not around.dropped:
        return Answer(Question.CHANGES, Verdict.YES, "No objective was dropped in this cycle.")
    rows = tuple(Row(row.campaign, now.name(row.campaign), f"“{row.dropped}”", row.money) for row in now.stranded)
    many = "1 objective was" if around.dropped == 1 else f"{around.dropped} objectives were"
    said = f"{many} dropped; {len(rows)} campaign{'' if len(rows) == 1 else 's'} still point there."
    return Answer(Question.CHANGES, Verdict.NO if rows else Verdict.YES, said, rows=rows)


def _component(now: Situation, name: ComponentName) -> Component:
    return next(part for part in components(now.inputs, model=now.inputs.locked_model) if part.name is name)


def _by(share: float) -> Verdict:
    if share >= GOOD:
        return Verdict.YES
    return Verdict.PARTLY if share >= FAIR else Verdict.NO


def _by_count(good: int, of: int) -> Verdict:
    """All of them is yes, at least half is partly."""
    if of and good == of:
        return Verdict.YES
    return Verdict.PARTLY if of and good / of >= FAIR else Verdict.NO


def _none_of(wrong: Sequence[object] | set[str], all_of: Sequence[object] | set[str]) -> Verdict:
    if not wrong:
        return Verdict.YES
    return Verdict.PARTLY if len(wrong) / len(all_of) <= 1 - FAIR else Verdict.NO


_ANSWERS: Mapping[Question, Callable[[Situation, Surroundings], Answer]] = {
    Question.EFFORTS: _efforts,
    Question.GOALS: _goals,
    Question.KPIS: _kpis,
    Question.SUCCESS: _success,
    Question.DOCUMENTS: _documents,
    Question.LINKAGE: _linkage,
    Question.VANITY: _vanity,
    Question.MYSTERY: _mystery,
    Question.SILOS: _silos,
    Question.HORIZON: _horizon,
    Question.CHANGES: _changes,
}
