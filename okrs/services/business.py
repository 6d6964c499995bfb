"""Business objectives: what the company wants."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction

from okrs.models import BusinessObjective, Category, Team
from okrs.services.errors import Refused
from okrs.services.versions import Editing, checked, locked, proposed, revise
from organisation.core.scope import Scope
from people.models import User
from people.services import record

DEFINITION = frozenset({"name", "category", "weight", "target_share", "scope"})


@transaction.atomic
def create_business_objective(
    *,
    name: str,
    category: Category,
    weight: Decimal = Decimal(1),
    target_share: Decimal | None = None,
    owner: User | None = None,
    co_owners: Sequence[Team] = (),
    description: str = "",
    scope: Scope | None = None,
) -> BusinessObjective:
    """A new goal of the company. Its priority is its weight among the weights of the others."""
    row = BusinessObjective(
        name=name.strip(),
        category=category,
        weight=weight,
        target_share=target_share,
        owner=owner,
        co_owners=[str(team) for team in co_owners],
        description=description,
        scope=(scope or Scope()).as_mapping(),
    )
    _check(row)
    checked(row)
    row.save()
    return row


@transaction.atomic
def change_business_objective(
    row: BusinessObjective, changes: Mapping[str, object], *, editing: Editing
) -> BusinessObjective:
    """Change a goal; the earlier version is kept. Raises Refused or ChangedMeanwhile."""
    current = locked(row)
    _check(proposed(current, changes))
    if revise(current, changes, editing, needs_reason=DEFINITION, mid_cycle=False):
        record(by=editing.by, verb="okrs.business_objective_changed", subject=current)
    return current


def _check(row: BusinessObjective) -> None:
    if row.weight < 0:
        raise Refused(
            "A priority weight cannot be below 0. Use 0 for an objective that is only watched.", field="weight"
        )
    if row.target_share is not None and not 0 <= row.target_share <= 1:
        raise Refused("A target share lies between 0 and 100 %.", field="target_share")
