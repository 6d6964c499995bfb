"""Read objectives, key results and cycles."""

from okrs.selectors.cycles import cycle_containing, cycle_to_show, cycles, running_cycles
from okrs.selectors.definitions import definition_of
from okrs.selectors.progress import KeyResultRow, ObjectiveRow, flat, objectives_with_progress

__all__ = [
    "KeyResultRow",
    "ObjectiveRow",
    "cycle_containing",
    "cycle_to_show",
    "cycles",
    "definition_of",
    "flat",
    "objectives_with_progress",
    "running_cycles",
]
