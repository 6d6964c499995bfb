"""Examples of arguments of this app's addresses, for tests/access_table.py."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from okrs.models import Document, Objective, SalesTarget
from tests import factories


def a_cycle() -> Mapping[str, Any]:
    return {"pk": factories.cycle(date(2026, 1, 1), date(2026, 4, 1)).pk}


def a_step() -> Mapping[str, Any]:
    return {**a_cycle(), "step": "review"}


def an_objective() -> Mapping[str, Any]:
    return {"pk": factories.objective(factories.cycle(date(2026, 1, 1), date(2026, 4, 1))).pk}


def an_objective_above() -> Mapping[str, Any]:
    return {"objective_pk": an_objective()["pk"]}


def a_business_objective() -> Mapping[str, Any]:
    return {"pk": factories.business_objective().pk}


def a_key_result() -> Mapping[str, Any]:
    return {"pk": factories.key_result(Objective.objects.get(**an_objective())).pk}


def a_document() -> Mapping[str, Any]:
    row = Document(name="Strategy", kind="strategy")
    row.file.save("strategy.txt", ContentFile(b"Win."))
    return {"pk": row.pk}


def a_sales_target() -> Mapping[str, Any]:
    return {"pk": SalesTarget.objects.create(month=date(2026, 1, 1), target=5, source="t", external_id="t").pk}
