"""What will happen, what was promised, and where the next money should go."""

from django.apps import AppConfig


class ForecastsConfig(AppConfig):
    name = "forecasts"

    def ready(self) -> None:
        from forecasts.services.settling import settle_soon
        from okrs.services import follow_closing

        follow_closing(settle_soon)
