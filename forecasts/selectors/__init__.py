"""Read forecasts."""

from forecasts.selectors.outlook import latest_outlook_run, outlooks_of

__all__ = ["latest_outlook_run", "outlooks_of"]
