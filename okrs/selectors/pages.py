"""What the pages of one objective, one key result and one person read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from okrs.core.assessment import Evidence
from okrs.core.chart import Chart, values_against_pace
from okrs.core.measures import Reading
from okrs.core.sentences import key_result_sentence
from okrs.core.status import Status
from okrs.models import CheckIn, Cycle, DefinitionVersion, KeyResult, Objective
from okrs.selectors.evidence import evidence_of, known_on
from okrs.selectors.kept import KeptPlan
from okrs.selectors.progress import KeyResultRow, ObjectiveRow, flat, judged, objectives_with_progress
from organisation.prepared import Given, prepared
from people.models import User

LATEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class KeyResultPage:
    """A key result with its history."""

    row: KeyResultRow
    evidence: Evidence
    readings: Sequence[Reading]
    check_ins: Sequence[CheckIn]
    versions: Sequence[DefinitionVersion]


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """An objective with everything below it, its ways upwards, and its earlier versions."""

    row: ObjectiveRow
    above: Sequence[Objective]
    versions: Sequence[DefinitionVersion]


@dataclass(frozen=True, slots=True)
class Owed:
    """A check-in that somebody owes."""

    row: KeyResultRow
    due_on: date
    is_late: bool


def key_result_page(key_result: KeyResult, *, today: date, kept: KeptPlan | None = None) -> KeyResultPage:
    """Everything about one key result, newest check-in first; with `kept` as it was then, where it was there then."""
    cycle, rows = key_result.objective.cycle, key_result.check_ins.select_related("by").order_by("-day", "-pk")
    before = next((row for row in kept.key_results if row.pk == key_result.pk), None) if kept else None
    if kept is None or before is None:
        known = known_on([key_result], today=today)
    else:
        known, today, rows = kept.known, kept.day, rows.filter(pk__lte=kept.last_check_in, day__lte=kept.day)
        before.owner, before.objective = key_result.owner, key_result.objective
        key_result = before
    check_ins = list(rows[:LATEST_SHOWN])
    by_day = {row.day: Reading(row.day, row.value) for row in reversed(check_ins) if row.value is not None}
    return KeyResultPage(
        row=judged(key_result, cycle, known, today=today),
        evidence=evidence_of(key_result, cycle, known),
        readings=[by_day[day] for day in sorted(by_day)],
        check_ins=check_ins,
        versions=list(key_result.versions.select_related("by").order_by("-made_at")),
    )


def chart_of(page: KeyResultPage, *, today: date) -> Chart:
    """The values against the expected way, under a sentence that says where they stand."""
    source = "computed from its KPI" if page.row.key_result.is_computed else "typed at check-ins"
    return values_against_pace(
        page.evidence,
        page.readings,
        finding=key_result_sentence(page.row.assessment, page.evidence, today=today),
        caption=f"{page.row.key_result.objective.cycle}, {source}",
        today=today,
    )


def key_results_of(objective: Objective, *, today: date, kept: KeptPlan | None = None) -> list[KeyResultRow]:
    if kept is not None:
        return list(objective_page(objective, today=today, kept=kept).row.key_results)
    rows = list(objective.key_results.select_related("owner").order_by("-weight", "name", "pk"))
    known = known_on(rows, today=today)
    return [judged(row, objective.cycle, known, today=today) for row in rows]


def objective_page(objective: Objective, *, today: date, kept: KeptPlan | None = None) -> ObjectivePage:
    """An objective with what is below it; with `kept` as it was then, where it was there then."""
    is_kept = kept is not None and any(row.pk == objective.pk for row in kept.objectives)
    tree = objectives_with_progress(objective.cycle, today=today, kept=kept if is_kept else None)
    rows = {found.objective.pk: found for found in flat(tree)}
    row = rows[objective.pk]
    above, here = [], objective
    while here.parent_id is not None:
        here = rows[here.parent_id].objective if here.parent_id in rows else here.parent
        above.append(here)
    versions = objective.versions.select_related("by").order_by("-made_at")
    return ObjectivePage(row, above[::-1], list(versions))


def owed_check_ins(user: User, *, today: date, within_days: int = 3) -> list[Owed]:
    """Check-ins that the person owes by then, the latest first: of key results they own, or whose objective they own
    where nobody owns the key result."""
    key_results = _running_of(user=user.pk)
    if not key_results:
        return []
    known = known_on(key_results, today=today)
    rows = [judged(row, row.objective.cycle, known, today=today) for row in key_results]
    owed = [
        Owed(row, row.assessment.due_on, row.status is Status.OUTDATED)
        for row in rows
        if row.assessment.due_on is not None and row.assessment.due_on <= today + timedelta(days=within_days)
    ]
    return sorted(owed, key=lambda found: (found.due_on, found.row.key_result.pk))


@prepared
def _running_of(user: Given) -> QuerySet[KeyResult]:
    running = Q(objective__cycle__state__in=[Cycle.State.ACTIVE, Cycle.State.REVIEW], state=KeyResult.State.ACTIVE)
    mine = Q(owner=user) | Q(owner__isnull=True, objective__owner=user)
    rows = KeyResult.objects.filter(running, mine, objective__state=Objective.State.ACTIVE)
    return rows.select_related("objective__cycle", "owner").order_by("pk")
