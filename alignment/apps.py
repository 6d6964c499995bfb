"""Does marketing serve the business? Links, evidence, the score."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    name = "alignment"
