"""Forecasts as they were published; rows are added, never changed."""

from forecasts.models.outlook import Outlook, OutlookRun

__all__ = ["Outlook", "OutlookRun"]
