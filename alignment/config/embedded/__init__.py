"""Servers that Sightline brings along: PostgreSQL and Valkey out of Python wheels.

They are used when DATABASE_URL or REDIS_URL names no other server. Plain Python: settings and
manage.py need it before Django exists.
"""

from alignment.config.embedded.lifetime import ensure_servers, server_urls, stop_servers
from alignment.config.embedded.places import Places

__all__ = ["Places", "ensure_servers", "server_urls", "stop_servers"]
