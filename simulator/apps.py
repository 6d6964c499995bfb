"""The simulator: worlds with a known truth, and the demonstration company."""

from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    name = "simulator"
    verbose_name = "Simulator"
