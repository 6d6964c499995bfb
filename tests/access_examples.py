"""Examples of arguments for tests/access_table.py: each makes what it names."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from jobs.models import Job
from people import services
from people.models import Role, User
from tests import factories as make


def a_person() -> Mapping[str, Any]:
    return {"pk": User.objects.create_user("somebody@example.com", name="Somebody", role=Role.ANALYST).pk}


def a_job() -> Mapping[str, Any]:
    return {"pk": Job.objects.create(kind="work").pk}


def a_sign_on() -> Mapping[str, Any]:
    return {"provider_id": "company"}


def a_token() -> Mapping[str, Any]:
    owner = User.objects.create_user("owner@example.com", name="Owner", role=Role.ANALYST)
    made = services.make_token(owner=owner, label="Script", scopes=["read"], lifetime=timedelta(days=1))
    return {"public_id": made.token.public_id}


def an_invitation() -> Mapping[str, Any]:
    made = services.invite(email="newcomer@example.com", role=Role.BOARD, by=None, now=timezone.now())
    return {"pk": made.invitation.pk}


def an_opportunity() -> Mapping[str, Any]:
    return {"pk": make.opportunity(make.account("Firm")).pk}


def a_sheet() -> Mapping[str, Any]:
    return {"page": "models", "sheet": "models-table"}


def a_sheet_of_an_opportunity() -> Mapping[str, Any]:
    return {**an_opportunity(), "sheet": "touches"}


def a_milestone() -> Mapping[str, Any]:
    return {"name": "won"}


def an_unknown_secret() -> Mapping[str, Any]:
    return {"secret": "unknown"}


def an_unknown_reset_key() -> Mapping[str, Any]:
    return {"uidb36": "1", "key": "unknown"}


def a_count() -> Mapping[str, Any]:
    return {"name": "owed"}
