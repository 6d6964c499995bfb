import pytest
from django.test import Client
from django.urls import reverse

from organisation.selectors import organisation
from people.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db

SETTINGS = {
    "name": "Ada Works",
    "currency": "usd",
    "time_zone": "Europe/Berlin",
    "fiscal_year_starts": "4",
    "week_starts": "6",
}


@pytest.fixture
def administrator(client: Client) -> User:
    user = User.objects.create_user("ada@example.com", name="Ada", role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.mark.usefixtures("administrator")
class TestSettingsPage:
    def test_saved_settings_are_used_from_then_on_and_recorded(self, client, administrator):
        first, again = client.post(reverse("organisation"), SETTINGS), client.post(reverse("organisation"), SETTINGS)

        assert (first.url, again.url) == ("/", reverse("organisation"))  # the next steps stand on the first page
        stored = organisation()
        assert (stored.name, stored.currency, stored.fiscal_year_starts) == ("Ada Works", "USD", 4)
        assert stored.set_up_at is not None
        entry = AuditEntry.objects.get(verb="organisation.changed")
        assert entry.by == administrator
        assert entry.detail["currency"] == {"from": "EUR", "to": "USD"}

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("currency", "EURO", "at most 3 characters"),
            ("currency", "12€", "three-letter ISO code, such as EUR"),
            ("time_zone", "Mars/Olympus", "There is no time zone 'Mars/Olympus'; write one such as Europe/Berlin."),
            ("fiscal_year_starts", "13", "Select a valid choice"),
            ("week_starts", "3", "Select a valid choice"),
            ("name", "", "This field is required."),
        ],
    )
    def test_a_bad_value_gets_a_sentence_and_changes_nothing(self, client, field, value, sentence):
        answer = client.post(reverse("organisation"), {**SETTINGS, field: value})

        assert sentence in answer.context["form"].errors[field][0]
        assert organisation().name == "Our company"


@pytest.mark.usefixtures("administrator")
class TestApi:
    def test_some_settings_are_changed_and_the_others_stay(self, client):
        answer = client.patch(reverse("api_organisation"), {"name": "Ada Works"}, content_type="application/json")

        assert answer.json()["name"] == "Ada Works"
        assert organisation().currency == "EUR"

    def test_a_bad_value_is_a_problem_with_the_field_named(self, client):
        answer = client.patch(reverse("api_organisation"), {"time_zone": "Mars"}, content_type="application/json")

        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["errors"] == {
            "time_zone": ["There is no time zone 'Mars'; write one such as Europe/Berlin."]
        }
