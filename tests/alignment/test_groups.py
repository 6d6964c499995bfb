"""Themes and audiences are made and changed by hand as well as by imports."""

import pytest
from django.urls import reverse

from campaigns.models import Audience, Theme
from people.models import AuditEntry, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def marketer(client):
    client.force_login(make.user(Role.MARKETER))


def test_an_audience_is_made_in_the_words_of_the_dimensions(client):
    client.post(
        reverse("plan_new_audience"),
        {"name": "Small firms", "of_segment": "SMB, Mid", "of_region": "DACH", "of_business": "new"},
    )

    made = Audience.objects.get()
    assert made.scope == {"segment": ["Mid", "SMB"], "region": ["DACH"], "business": ["new"]}
    make.campaign("Fair", audience=made)
    page = client.get(reverse("plan_groups")).content.decode()
    assert "Mid or SMB, DACH, new" in page
    assert 'value="Mid, SMB"' in client.get(reverse("plan_audience", args=[made.pk])).content.decode()


def test_a_business_that_is_neither_new_nor_existing_is_refused(client):
    answer = client.post(reverse("plan_new_audience"), {"name": "Odd", "of_business": "renewals"})

    assert (answer.status_code, Audience.objects.count()) == (422, 0)
    assert "“renewals” is neither new nor existing business." in answer.content.decode()


def test_a_theme_is_made_changed_and_keeps_its_name_to_itself(client):
    client.post(reverse("plan_new_theme"), {"name": "Trust", "description": "Be believed."})
    made = Theme.objects.get()
    client.post(reverse("plan_theme", args=[made.pk]), {"name": "Trust", "description": "Be known."})
    answer = client.post(reverse("plan_new_theme"), {"name": "trust"})

    assert Theme.objects.get().description == "Be known."
    assert "There is already a theme “trust”" in answer.content.decode()
    assert AuditEntry.objects.filter(verb="theme.saved").count() == 2
