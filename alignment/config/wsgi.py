"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")
application = get_wsgi_application()


def _load_now() -> None:
    """Load what a first request would wait seconds for, before the server forks, so that its processes share it."""
    from alignment.config.celery import app

    _ = get_resolver().url_patterns
    _ = app.connection_for_write().transport_cls


_load_now()
