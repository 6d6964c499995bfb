"""Examples of arguments for tests/access_table.py."""

import io
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from imports import services
from imports.models import Source


def a_source() -> Mapping[str, Any]:
    return {"pk": Source.objects.create(name="crm").pk}


def a_target() -> Mapping[str, Any]:
    return {"name": "accounts"}


def a_bulk_target() -> Mapping[str, Any]:
    return {"target": "accounts"}


def an_import() -> Mapping[str, Any]:
    text = io.BytesIO(b"Account ID,Account name\nA1,Nordwind\n")
    now = timezone.now()
    batch = services.open_batch(stream=text, name="a.csv", target="accounts", source="crm", now=now)
    return {"pk": batch.pk}
