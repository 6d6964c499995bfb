"""What will happen, what was promised, and where the next money should go."""

from django.apps import AppConfig


class ForecastsConfig(AppConfig):
    name = "forecasts"
