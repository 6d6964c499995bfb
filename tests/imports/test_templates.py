"""The plain templates together: their example rows tell of one small company, and each is taken as it stands."""

import csv
import json
from graphlib import TopologicalSorter

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from imports import registry
from imports.core.preset import recognise
from jobs.services import run_waiting
from kpis.services import ship_catalogue
from people.models import Role
from tests import factories as make
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
SOURCE = "file"


def in_order() -> list[str]:
    """Targets behind those whose rows theirs name."""
    return list(TopologicalSorter({one.name: one.after for one in registry.targets()}).static_order())


def test_every_template_is_imported_as_downloaded_and_its_row_again_by_program(client):
    ship_catalogue(now=timezone.now())
    client.force_login(make.user(Role.ADMINISTRATOR))
    for target in in_order():
        downloaded = client.get(reverse("imports:template", args=[target])).content.decode()
        headings, example = csv.reader(downloaded.splitlines())

        result = import_text(downloaded, target, source=SOURCE)

        assert (sum(counts(result)[:3]), counts(result)[3:]) == (1, (0, 0)), (target, result.problems)
        line = json.dumps(dict(zip(headings, example, strict=True)))
        cache.clear()  # or the limit of requests a minute is reached
        answer = client.post(f"/api/v1/{target}/bulk/?source={SOURCE}", line, content_type="application/x-ndjson")
        assert answer.status_code == 202, (target, answer.content)
        run_waiting()
        again = client.get(answer.headers["Location"]).json()
        assert (again["read"], again["rejected"]) == (1, 0), (target, again["problems"])


@pytest.mark.parametrize("preset", [one for one in registry.presets() if one.signature], ids=lambda one: one.name)
def test_a_vendors_own_headings_are_recognised_as_that_export_and_no_other(preset):
    """With all columns the preset knows, under the first of the names that it knows them by."""
    always = [heading.split("|")[0] for heading in preset.signature]
    headings = list(dict.fromkeys([*always, *(names[0] for names in preset.columns.values() if names)]))

    found = recognise(headings, registry.presets())

    assert found is not None
    assert found.name == preset.name
    assert {*preset.columns, *preset.constants} <= {column.name for column in registry.target(preset.target).columns}
