"""Examples of arguments for tests/access_table.py: each makes what it names."""

from collections.abc import Mapping
from typing import Any

from jobs.models import Job
from people.models import Role, User


def a_person() -> Mapping[str, Any]:
    return {"pk": User.objects.create_user("somebody@example.com", name="Somebody", role=Role.ANALYST).pk}


def a_job() -> Mapping[str, Any]:
    return {"pk": Job.objects.create(kind="work").pk}


def a_sign_on() -> Mapping[str, Any]:
    return {"provider_id": "company"}


def an_unknown_reset_key() -> Mapping[str, Any]:
    return {"uidb36": "1", "key": "unknown"}
