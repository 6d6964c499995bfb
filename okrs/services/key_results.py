"""Key results: create, change, drop, and the checkpoints on their way."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from okrs.core.definition import Definition
from okrs.core.pace import Checkpoint as Expected
from okrs.core.pace import Stretch, standard_checkpoints
from okrs.models import ChecklistItem, Checkpoint, Cycle, KeyResult, Objective
from okrs.selectors.definitions import VALUES, definition_of
from okrs.services.definitions import check_definition, check_summable
from okrs.services.errors import Refused
from okrs.services.objectives import editable
from okrs.services.versions import Editing, checked, locked, proposed, revise
from organisation.core.scope import Scope
from people.models import User
from people.services import record

DEFINITION = frozenset(
    {"name", "kind", "measure", "unit", "weight", "is_contributing", "period_rule", "scope", "is_computed", *VALUES}
)
CENT = Decimal("0.000001")


@transaction.atomic
def create_key_result(
    *,
    objective: Objective,
    name: str,
    definition: Definition,
    today: date,
    weight: Decimal = Decimal(1),
    is_contributing: bool = True,
    is_computed: bool = False,
    scope: Scope | None = None,
    owner: User | None = None,
    checkpoints: Sequence[Expected] | None = None,
    checklist: Sequence[tuple[str, Decimal]] = (),
) -> KeyResult:
    """A new key result. Without checkpoints it gets those after 30, 60 and 90 days on the straight line."""
    cycle = editable(objective.cycle)
    row = KeyResult(
        objective=objective,
        name=name.strip(),
        kind=definition.kind,
        measure=definition.measure,
        unit=definition.unit.strip(),
        period_rule=definition.period_rule,
        weight=weight,
        is_contributing=is_contributing,
        is_computed=is_computed,
        scope=(scope or Scope()).as_mapping(),
        owner=owner or objective.owner,
        added_late_on=None if cycle.state == Cycle.State.DRAFT else today,
        **{value: getattr(definition, value) for value in VALUES},
    )
    _check(row)
    row.save()
    if checkpoints is None:
        standard(row)
    else:
        _save_checkpoints(row, checkpoints)
    points = (ChecklistItem(key_result=row, text=text.strip(), weight=weight) for text, weight in checklist)
    ChecklistItem.objects.bulk_create(points)
    return row


@transaction.atomic
def change_key_result(row: KeyResult, changes: Mapping[str, object], *, editing: Editing) -> KeyResult:
    """Change a key result; the earlier version is kept, and in mid-cycle a reason is asked for."""
    cycle = editable(row.objective.cycle)
    current = locked(row)
    if current.state == KeyResult.State.DROPPED:
        raise Refused(f"{current} was dropped, so it stays as it was.")
    _check(proposed(current, changes))
    revise(current, changes, editing, needs_reason=DEFINITION, mid_cycle=cycle.state != Cycle.State.DRAFT)
    return current


@transaction.atomic
def drop_key_result(row: KeyResult, *, reason: str, editing: Editing) -> KeyResult:
    """Drop a key result with a reason; it stays visible and no longer counts."""
    cycle = editable(row.objective.cycle)
    if not reason.strip():
        raise Refused("Say why the key result is dropped; the reason stays on record.", field="reason")
    current = locked(row)
    changes = {"state": KeyResult.State.DROPPED, "drop_reason": reason.strip()}
    why = Editing(by=editing.by, now=editing.now, revision=editing.revision, reason=reason)
    revise(current, changes, why, needs_reason={"state"}, mid_cycle=cycle.state != Cycle.State.DRAFT)
    record(by=editing.by, verb="okrs.key_result_dropped", subject=current)
    return current


@transaction.atomic
def set_checkpoints(row: KeyResult, checkpoints: Sequence[Expected]) -> None:
    """Put these expected values in place of the ones before."""
    editable(row.objective.cycle)
    row.checkpoints.all().delete()
    _save_checkpoints(row, checkpoints)


def standard(row: KeyResult) -> None:
    """Checkpoints after 30, 60 and 90 days on the straight line, where the key result has a way to go."""
    way = definition_of(row).way
    if way is not None:
        cycle = row.objective.cycle
        stretch = Stretch(cycle.starts_on, cycle.ends_on)
        _save_checkpoints(row, standard_checkpoints(stretch=stretch, baseline=way[0], target=way[1]))


def _save_checkpoints(row: KeyResult, checkpoints: Sequence[Expected]) -> None:
    cycle = row.objective.cycle
    for point in checkpoints:
        if not cycle.starts_on < point.due_on <= cycle.ends_on:
            raise Refused(
                f"A checkpoint on {point.due_on:%-d %b %Y} lies outside {cycle} "
                f"({cycle.starts_on:%-d %b %Y} to {cycle.ends_on:%-d %b %Y}). Choose a day inside it.",
                field="checkpoints",
            )
    if len({point.due_on for point in checkpoints}) != len(checkpoints):
        raise Refused("Two checkpoints lie on the same day. Keep one of them.", field="checkpoints")
    Checkpoint.objects.bulk_create(
        Checkpoint(key_result=row, due_on=point.due_on, expected=Decimal(str(point.expected)).quantize(CENT))
        for point in checkpoints
    )


def _check(row: KeyResult) -> None:
    if row.weight < 0:
        raise Refused("A weight cannot be below 0. Use 0 for a key result that is only watched.", field="weight")
    check_definition(row)
    objective = row.objective
    if objective.roll_up == "sum" and row.is_contributing:
        others = objective.key_results.filter(state="active", is_contributing=True).exclude(pk=row.pk)
        check_summable([(other.unit, definition_of(other)) for other in [*others, row]])
    checked(row)
