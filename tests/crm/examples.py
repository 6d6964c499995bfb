"""Examples of arguments for tests/access_table.py."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from crm.models import NameRule, PersonRequest
from tests import factories as make


def a_person_request() -> Mapping[str, Any]:
    return {"pk": PersonRequest.objects.create(kind="export", shown="a•••", asked_at=timezone.now()).pk}


def a_merged_contact() -> Mapping[str, Any]:
    return {"kind": "contacts", "pk": make.contact(merged_into=make.contact()).pk}


def a_name_rule() -> Mapping[str, Any]:
    rule = NameRule.objects.create(pattern="spring*", campaign=make.campaign(), made_at=timezone.now())
    return {"pk": rule.pk}
