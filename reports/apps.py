"""What people look at: dashboards, figures, documents."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from okrs.selectors import told_by
        from reports import receivers, selectors

        receivers.listen()
        told_by(selectors.reported, frozen=selectors.IS_FROZEN)
