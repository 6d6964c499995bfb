"""The plain file that a target reads without any mapping."""

from collections.abc import Sequence

from imports.core.target import Target


def template_rows(target: Target) -> tuple[Sequence[str], Sequence[str]]:
    """The heading row, in the target's own words, and an example row."""
    return [column.name for column in target.columns], [column.example for column in target.columns]
