"""Background work: a ledger of jobs that survives workers and brokers."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        """Load every app's `tasks`, where job kinds register, and listen to the worker's heartbeat."""
        from jobs import receivers

        autodiscover_modules("tasks")
        receivers.connect()
