"""Refuse definitions that make no sense, at the field to change."""

from collections.abc import Sequence

from okrs.core.definition import BadDefinition, Definition, check
from okrs.core.quantity import same_unit
from okrs.models import KeyResult
from okrs.selectors.definitions import definition_of
from okrs.services.errors import Refused


def check_definition(row: KeyResult) -> None:
    """Raise Refused, naming the field, where the values contradict the kind."""
    try:
        check(definition_of(row))
    except BadDefinition as error:
        raise Refused(str(error), field=error.field) from error


def check_summable(parts: Sequence[tuple[str, Definition]]) -> None:
    """Raise Refused where the values of an objective that sums them cannot be summed."""
    for unit, definition in parts:
        if not definition.adds_up:
            raise Refused(
                "This objective sums the values of its key results, which only works for money and counts "
                "with a baseline and a target. Use the weighted mean instead.",
                field="roll_up",
            )
        if not same_unit(unit, parts[0][0]):
            raise Refused(
                f"This objective sums values in {parts[0][0] or 'no unit'}, so {unit or 'no unit'} cannot be added. "
                "Convert the target, or use the weighted mean instead.",
                field="unit",
            )
