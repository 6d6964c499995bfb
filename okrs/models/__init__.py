"""Objectives, key results and what they rest on."""

from okrs.models.cycle import Cycle, StatusBands
from okrs.models.history import CheckIn, DefinitionVersion
from okrs.models.key_result import ChecklistItem, Checkpoint, KeyResult
from okrs.models.objective import BusinessObjective, Objective
from okrs.models.plan import Document, SalesTarget
from okrs.models.reminder import Reminder
from okrs.models.words import Category, Team

__all__ = [
    "BusinessObjective",
    "Category",
    "CheckIn",
    "ChecklistItem",
    "Checkpoint",
    "Cycle",
    "DefinitionVersion",
    "Document",
    "KeyResult",
    "Objective",
    "Reminder",
    "SalesTarget",
    "StatusBands",
    "Team",
]
