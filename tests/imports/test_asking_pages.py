"""Questions of a sheet on its page: each has one field, and what is answered there is used."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.models import SpendEntry
from imports.models import Batch
from jobs.services import run_waiting
from people.models import Role, User

pytestmark = pytest.mark.django_db
SHEET = "Channel,Nov,Dec,Jan\nTV,100,200,300\n"


@pytest.fixture
def one(client):
    client.force_login(User.objects.create_user("ada@example.org", name="Ada", role=Role.ANALYST))
    given = {"files": [SimpleUploadedFile("sheet.csv", SHEET.encode())], "source": "Agency", "target": "spend"}
    client.post(reverse("imports:new"), given)
    run_waiting()
    batch = Batch.objects.get()
    _choose(client, batch, preset="wide-offline-sheet")
    return batch


def _choose(client, batch, **answers):
    """The form as a browser sends it: every column as it is shown."""
    batch.refresh_from_db()
    found = (batch.preview.get("detected") or {}).get("columns", {})
    shown = {f"column-{name}": heading for name, heading in found.items()}
    client.post(reverse("imports:choose", args=[batch.pk]), {"target": "spend", **shown, **answers})
    run_waiting()


def _page(client, batch):
    return re.sub(r"\s+", " ", client.get(reverse("imports:show", args=[batch.pk])).content.decode())


def test_every_question_has_one_field_and_the_answers_are_used(client, one):
    text = _page(client, one)
    for name in ("constant-amounts", "constant-spread", "year", "names_as_keys", "currency"):
        assert text.count(f'name="{name}"') == 1, name
    assert "names no year" in text
    assert 'Currency <span class="optional">needed</span>' in text
    answers = {"constant-amounts": "gross", "constant-included": "25", "constant-spread": "lump"}
    more = {"year": "2025", "names_as_keys": "on", "currency": "eur"}
    _choose(client, one, preset="wide-offline-sheet", **answers, **more)

    assert "Import 3 rows" in _page(client, one)
    client.post(reverse("imports:confirm", args=[one.pk]))
    run_waiting()

    found = SpendEntry.objects.order_by("spent_on").values_list("spent_on", "amount")
    assert [(f"{day}", f"{amount}") for day, amount in found] == [
        ("2025-11-01", "80.00"),
        ("2025-12-01", "160.00"),
        ("2026-01-01", "240.00"),
    ]


def test_a_year_beyond_reason_is_a_sentence(client, one):
    answers = {"target": "spend", "preset": "wide-offline-sheet", "year": "20255"}
    response = client.post(reverse("imports:choose", args=[one.pk]), answers)

    assert response.status_code == 422
    assert "less than or equal to 2100" in response.content.decode()
