"""Sessions in the database, as Django keeps them; the query that every request asks is prepared."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from organisation.prepared import Given, prepared


class SessionStore(db.SessionStore):
    """Named in SESSION_ENGINE."""

    def _get_session_from_db(self) -> Any:
        for session in _living(key=self.session_key, now=timezone.now()):
            return session
        self._session_key = None  # a key that was ended is never used again
        return None


@prepared
def _living(key: Given, now: Given) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
