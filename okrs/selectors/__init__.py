"""Read objectives, key results and cycles."""

from okrs.selectors.cycles import cycle_containing, cycle_to_show, cycles
from okrs.selectors.definitions import definition_of
from okrs.selectors.evidence import status_bands
from okrs.selectors.frame import Frame, chosen, frame
from okrs.selectors.kept import KeptPlan, plan_to_keep, read_plan
from okrs.selectors.map import narrowed, served, strategy_map
from okrs.selectors.pages import (
    KeyResultPage,
    Owed,
    chart_of,
    key_result_page,
    key_results_of,
    objective_page,
    owed_check_ins,
)
from okrs.selectors.plan import business_objectives, register, sales_months
from okrs.selectors.progress import KeyResultRow, ObjectiveRow, flat, objectives_with_progress
from okrs.selectors.reported import RESTATED, Reported, reported, told_by
from okrs.selectors.wizard import wizard

__all__ = [
    "RESTATED",
    "Frame",
    "KeptPlan",
    "KeyResultPage",
    "KeyResultRow",
    "ObjectiveRow",
    "Owed",
    "Reported",
    "business_objectives",
    "chart_of",
    "chosen",
    "cycle_containing",
    "cycle_to_show",
    "cycles",
    "definition_of",
    "flat",
    "frame",
    "key_result_page",
    "key_results_of",
    "narrowed",
    "objective_page",
    "objectives_with_progress",
    "owed_check_ins",
    "plan_to_keep",
    "read_plan",
    "register",
    "reported",
    "sales_months",
    "served",
    "status_bands",
    "strategy_map",
    "told_by",
    "wizard",
]
