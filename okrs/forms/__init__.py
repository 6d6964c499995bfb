"""Forms of this app."""

from okrs.forms.bands import StatusBandsForm
from okrs.forms.check_ins import CheckInForm
from okrs.forms.cycles import CarryOverForm, CloseForm, DocumentForm, PlanCycleForm, SalesTargetForm, ScoreForm
from okrs.forms.objectives import BusinessObjectiveForm, CheckpointsForm, DropForm, KeyResultForm, ObjectiveForm

__all__ = [
    "BusinessObjectiveForm",
    "CarryOverForm",
    "CheckInForm",
    "CheckpointsForm",
    "CloseForm",
    "DocumentForm",
    "DropForm",
    "KeyResultForm",
    "ObjectiveForm",
    "PlanCycleForm",
    "SalesTargetForm",
    "ScoreForm",
    "StatusBandsForm",
]
