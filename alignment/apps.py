"""Does marketing serve the business? Links, evidence, the score."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    name = "alignment"

    def ready(self) -> None:
        from alignment.selectors.lifts import lifts
        from forecasts.selectors.lifts import register

        register(lifts)
