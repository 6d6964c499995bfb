"""Forecasts as they were published; rows are added, never changed."""

from forecasts.models.launch import LaunchCurve, LaunchFit
from forecasts.models.outlook import Outlook, OutlookRun
from forecasts.models.promise import Promise, Settlement

__all__ = ["LaunchCurve", "LaunchFit", "Outlook", "OutlookRun", "Promise", "Settlement"]
