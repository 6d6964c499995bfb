"""What people look at: dashboards, figures, documents."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import receivers

        receivers.listen()
