"""Forecasts as they were published; rows are added, never changed."""

from forecasts.models.court import CourtSession, Ruling
from forecasts.models.customers import CustomerGroup, CustomerRun, SurvivalPoint
from forecasts.models.launch import LaunchCurve, LaunchFit
from forecasts.models.mix import MixChannel, MixControls, MixFit
from forecasts.models.moves import BudgetPlan, MoveCard
from forecasts.models.outlook import Outlook, OutlookRun
from forecasts.models.promise import Promise, Settlement

__all__ = [
    "BudgetPlan",
    "CourtSession",
    "CustomerGroup",
    "CustomerRun",
    "LaunchCurve",
    "LaunchFit",
    "MixChannel",
    "MixControls",
    "MixFit",
    "MoveCard",
    "Outlook",
    "OutlookRun",
    "Promise",
    "Ruling",
    "Settlement",
    "SurvivalPoint",
]
