"""Users, roles, tokens and the audit trail."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Listen to log-ins, and tell the schema about tokens."""
        from people import receivers, schema  # noqa: F401
