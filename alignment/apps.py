"""Does marketing serve the business? Links, evidence, the score."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    name = "alignment"

    def ready(self) -> None:
        from alignment.selectors.lifts import lifts
        from alignment.selectors.weights import channel_weights
        from alignment.services.moves import follow_move
        from forecasts.selectors import weights
        from forecasts.selectors.lifts import register
        from forecasts.services import moves

        register(lifts)
        weights.register(channel_weights)
        moves.register(follow_move)
