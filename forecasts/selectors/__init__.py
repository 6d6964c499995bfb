"""Read forecasts."""

from forecasts.selectors.outlook import latest_outlook_run, outlook_of_kpi, outlooks_of

__all__ = ["latest_outlook_run", "outlook_of_kpi", "outlooks_of"]
