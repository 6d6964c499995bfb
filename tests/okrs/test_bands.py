"""When a status holds is the company's to say."""

from decimal import Decimal

import pytest
from django.urls import reverse

from okrs import services
from okrs.core.status import PaceBands
from okrs.models import StatusBands
from okrs.selectors import status_bands
from okrs.services import Refused
from people.models import AuditEntry, Role
from tests.okrs.makers import person

pytestmark = pytest.mark.django_db
D = Decimal
STANDARD = {"on_track": "95", "at_risk": "75", "too_early": "5"}


@pytest.fixture
def boss(client):
    found = person("Ada", Role.EXECUTIVE)
    client.force_login(found)
    return found


def test_the_page_shows_the_bands_and_changes_them_with_a_trace(client, boss):
    address = reverse("okrs:status_bands")
    assert 'value="95.0"' in client.get(address).content.decode()

    client.post(address, {**STANDARD, "on_track": "90"})
    client.post(address, {**STANDARD, "on_track": "90"})

    assert status_bands() == PaceBands(0.9, 0.75, 0.05)
    entry = AuditEntry.objects.get(verb="okrs.status_bands_changed")
    assert {name: D(value) for name, value in entry.detail["on_track"].items()} == {"from": D("0.95"), "to": D("0.9")}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"at_risk": "96"}, "At risk must begin above 0 % and below on track"),
        ({"at_risk": "0"}, "At risk must begin above 0 %"),
        ({"on_track": "201"}, "which is at most 200"),
        ({"too_early": "51"}, "Judging must begin between 0 % and 50"),
    ],
)
def test_bands_out_of_order_are_refused_with_a_sentence(client, boss, wrong, sentence):
    answer = client.post(reverse("okrs:status_bands"), {**STANDARD, **wrong})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not StatusBands.objects.exclude(on_track="0.95").exists()


def test_a_refused_change_leaves_what_was(boss):
    services.set_status_bands(on_track=D("0.9"), at_risk=D("0.6"), too_early=D("0.1"), by=boss)
    with pytest.raises(Refused):
        services.set_status_bands(on_track=D("0.5"), at_risk=D("0.6"), too_early=D("0.1"), by=boss)

    assert status_bands() == PaceBands(0.9, 0.6, 0.1)
    assert AuditEntry.objects.filter(verb="okrs.status_bands_changed").count() == 1
