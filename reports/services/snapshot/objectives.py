"""Business objectives as a board reads them, and what was promised under them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from alignment.core.coverage import BudgetLine, budget_lines
from alignment.core.inputs import ObjectiveFacts, ScoreInputs
from alignment.selectors.keys import objective_key
from alignment.services.recompute import EVIDENCE_MILESTONE
from attribution import selectors as attribution
from forecasts.selectors.board import worst_outlook
from forecasts.selectors.outlook import status_by_outlook
from okrs.core.status import WORST_FIRST, Status, worst
from okrs.models import BusinessObjective, Team
from okrs.selectors import KeyResultRow, flat, objectives_with_progress
from okrs.selectors import ObjectiveRow as Serving
from organisation.core.scope import Scope
from organisation.core.show import number, plain
from reports.core.quantity import Quantity, Unit
from reports.core.snapshot import ObjectiveRow, Promise
from reports.services.snapshot.sources import Sources

GRADES = {"declared": 1, "associated": 2, "matched_control": 3, "randomised": 4}
NO_SCOPE = "Give the objective a scope to see the pipeline that belongs to it."
NO_CREDIT = "No pipeline inside its scope is credited."
KEPT = {Status.ON_TRACK, Status.ACHIEVED}
SIGNS = {"at_least": "at least ", "at_most": "at most "}


def objectives(told: Sources, serving: Sequence[Serving]) -> tuple[ObjectiveRow, ...]:
    """Weakest first."""
    below: dict[int, list[Serving]] = defaultdict(list)
    for row in serving:
        if row.objective.business_objective_id:
            below[row.objective.business_objective_id].append(row)
    lines, ahead = {line.objective: line for line in budget_lines(told.inputs)}, status_by_outlook()
    evidence = _evidence(told.inputs)
    facts = {row.key: row for row in told.inputs.objectives}
    rows = [
        replace(
            _row(row, below.get(row.pk, []), lines[key], facts[key], evidence.get(key, 0), told),
            outlook=worst_outlook(below.get(row.pk, []), ahead),
        )
        for row in BusinessObjective.objects.select_related("owner")
        if (key := objective_key(row.pk)) in facts
    ]
    return tuple(sorted(rows, key=lambda row: (WORST_FIRST.index(Status(row.status)), -row.target_share, row.name)))


def serving(told: Sources) -> list[Serving]:
    return flat(objectives_with_progress(told.cycle, today=told.day))


def promises(rows: Sequence[Serving]) -> tuple[Promise, ...]:
    """The cycle's key results that count, the weakest first."""
    found = [
        _promise(result, row) for row in rows for result in row.key_results
        if result.status is not Status.DROPPED and result.key_result.is_contributing
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (WORST_FIRST.index(Status(one.status)), one.objective, one.name)))


def promises_sentence(found: Sequence[Promise]) -> str:
    if not found:
        return "Nothing was promised for this cycle."
    kept = sum(Status(one.status) in KEPT for one in found)
    unknown = sum(one.happened is None for one in found)
    said = f"{number(kept)} of {number(len(found))} promises are kept or on their way"
    return f"{said}; {number(unknown)} cannot be told." if unknown else f"{said}."


def _row(
    row: BusinessObjective, below: list[Serving], line: BudgetLine, fact: ObjectiveFacts, evidence: int, told: Sources
) -> ObjectiveRow:
    live = [one.status for one in below if one.status is not Status.DROPPED]
    return ObjectiveRow(
        pk=row.pk,
        name=row.name,
        family=row.category,
        category=row.get_category_display(),
        owned_with=", ".join(Team(team).label for team in row.co_owners),
        owner=row.owner.name if row.owner else "",
        status=worst(live).value,
        progress=fact.progress,
        expected=fact.expected,
        spend=line.spend.quantize(Decimal("0.01")),
        spend_share=line.share,
        target_share=line.target,
        verdict=line.verdict or "",
        credited=_credited(row, told),
        evidence=evidence,
        first_objective=below[0].objective.pk if below else None,
    )


def _credited(row: BusinessObjective, told: Sources) -> Quantity:
    scope = Scope.from_mapping(row.scope)
    if not scope:
        return Quantity(None, Unit.MONEY, NO_SCOPE)
    found = attribution.credit_by_campaign(
        told.run, model=told.inputs.locked_model, milestone=EVIDENCE_MILESTONE, window=told.window, scope=scope
    )
    if not found:
        return Quantity(None, Unit.MONEY, NO_CREDIT)
    return Quantity(sum((one.value for one in found), Decimal("0.00")), Unit.MONEY)


def _evidence(inputs: ScoreInputs) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for link in inputs.links:
        found[link.objective] = max(found[link.objective], GRADES[link.evidence.value])
    return found


def _promise(row: KeyResultRow, above: Serving) -> Promise:
    result, judged = row.key_result, row.assessment
    return Promise(
        pk=result.pk,
        name=result.name,
        objective=above.objective.name,
        serves=above.objective.business_objective.name if above.objective.business_objective else "",
        unit=result.unit,
        owner=result.owner.name if result.owner else "",
        baseline=result.baseline,
        promised=_promised(row),
        happened=judged.current,
        progress=judged.progress,
        expected=judged.expected,
        status=row.status.value,
    )


def _promised(row: KeyResultRow) -> str:
    result = row.key_result
    if result.kind == "within":
        return f"{plain(result.band_low)}–{plain(result.band_high)}"
    if result.target is None:
        return "all points" if result.kind == "milestone" else "a baseline"
    return f"{SIGNS.get(result.kind, '')}{plain(result.target)}"
