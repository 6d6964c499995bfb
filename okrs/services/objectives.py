"""Marketing objectives: create, change, drop or supersede."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from okrs.core.closing import Ambition
from okrs.core.rollup import RollUpMode
from okrs.models import BusinessObjective, Cycle, Objective, Team
from okrs.selectors.definitions import definition_of
from okrs.services.definitions import check_summable
from okrs.services.errors import CycleClosed, Refused
from okrs.services.versions import Editing, checked, locked, proposed, revise
from people.models import User
from people.services import record

DEFINITION = frozenset(
    {
        "name",
        "description",
        "weight",
        "business_objective",
        "parent",
        "ambition",
        "horizon",
        "is_contributing",
        "roll_up",
    }
)


@transaction.atomic
def create_objective(
    *,
    cycle: Cycle,
    name: str,
    today: date,
    business_objective: BusinessObjective | None = None,
    parent: Objective | None = None,
    description: str = "",
    horizon: Objective.Horizon = Objective.Horizon.SHORT,
    ambition: Ambition = Ambition.COMMITTED,
    weight: Decimal = Decimal(1),
    is_contributing: bool = True,
    roll_up: RollUpMode = RollUpMode.MEAN,
    owner: User | None = None,
    co_owners: Sequence[Team] = (),
) -> Objective:
    """A new objective: a draft in a draft cycle, active and marked as added late in a running one."""
    cycle = editable(cycle)
    running = cycle.state != Cycle.State.DRAFT
    row = Objective(
        cycle=cycle,
        name=name.strip(),
        business_objective=business_objective,
        parent=parent,
        description=description,
        horizon=horizon,
        ambition=ambition,
        weight=weight,
        is_contributing=is_contributing,
        roll_up=roll_up,
        owner=owner,
        co_owners=[str(team) for team in co_owners],
        state=Objective.State.ACTIVE if running else Objective.State.DRAFT,
        added_late_on=today if running else None,
    )
    _check(row)
    row.save()
    return row


@transaction.atomic
def change_objective(row: Objective, changes: Mapping[str, object], *, editing: Editing) -> Objective:
    """Change an objective; the earlier version is kept, and in mid-cycle a reason is asked for."""
    cycle = editable(row.cycle)
    current = locked(row)
    if current.state == Objective.State.DROPPED:
        raise Refused(f"{current} was dropped, so it stays as it was.")
    _check(proposed(current, changes))
    revise(current, changes, editing, needs_reason=DEFINITION, mid_cycle=cycle.state != Cycle.State.DRAFT)
    return current


@transaction.atomic
def drop_objective(
    row: Objective, *, reason: str, today: date, editing: Editing, superseded_by: Objective | None = None
) -> Objective:
    """A pivot: the objective is dropped, or superseded by another one, with a reason that stays on record."""
    editable(row.cycle)
    current = locked(row)
    if not reason.strip():
        raise Refused("Say why the objective is dropped; the reason stays on record.", field="reason")
    if current.state == Objective.State.DROPPED:
        raise Refused(f"{current} was dropped already.")
    if superseded_by is not None and superseded_by.pk == current.pk:
        raise Refused(
            "An objective cannot supersede itself. Choose the one that takes its place.", field="superseded_by"
        )
    changes = {"state": Objective.State.DROPPED, "superseded_by": superseded_by}
    changes |= {"dropped_on": today, "drop_reason": reason.strip()}
    why = Editing(by=editing.by, now=editing.now, revision=editing.revision, reason=reason)
    revise(current, changes, why, needs_reason={"state"}, mid_cycle=current.cycle.state != Cycle.State.DRAFT)
    record(by=editing.by, verb="okrs.objective_dropped", subject=current)
    return current


@transaction.atomic
def activate_objective(row: Objective, *, today: date, editing: Editing) -> Objective:
    """Make a draft count in a running cycle; it is marked as added late."""
    cycle = editable(row.cycle)
    current = locked(row)
    if current.state != Objective.State.DRAFT or cycle.state == Cycle.State.DRAFT:
        raise Refused("Only a draft in a running cycle can be activated; drafts of a draft cycle follow it.")
    changes = {"state": Objective.State.ACTIVE, "added_late_on": today}
    revise(current, changes, editing, needs_reason=(), mid_cycle=False)
    return current


def editable(cycle: Cycle) -> Cycle:
    """The cycle, held so that nobody closes it meanwhile. Raises CycleClosed."""
    current = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if current.state == Cycle.State.CLOSED:
        raise CycleClosed(current)
    return current


def _check(row: Objective) -> None:
    if row.weight < 0:
        raise Refused("A weight cannot be below 0. Use 0 for an objective that is only watched.", field="weight")
    if row.parent_id is not None:
        _check_parent(row)
    if row.roll_up == RollUpMode.SUM and row.pk is not None:
        check_summable([(kr.unit, definition_of(kr)) for kr in row.key_results.filter(state="active")])
    if row.business_objective and row.business_objective.retired_on and row.pk is None:
        raise Refused(
            f"{row.business_objective} was retired. Choose a business objective that still holds.",
            field="business_objective",
        )
    checked(row)


def _check_parent(row: Objective) -> None:
    """Parents lead upwards without a loop, and their cycle holds that of their children."""
    parent = row.parent
    assert parent is not None  # noqa: S101 -- told to the type checker; the caller looked
    above, seen = parent, {row.pk}
    while above is not None:
        if above.pk in seen and row.pk is not None:
            raise Refused(
                f"{parent} already lies below {row}, so it cannot be its parent too. Choose an objective further up.",
                field="parent",
            )
        seen.add(above.pk)
        above = above.parent
    inside = parent.cycle.starts_on <= row.cycle.starts_on and row.cycle.ends_on <= parent.cycle.ends_on
    if not inside:
        raise Refused(
            f"{parent} belongs to {parent.cycle}, which does not hold {row.cycle}. "
            "Choose a parent of the same cycle or of the year around it.",
            field="parent",
        )
