"""What holds for the whole programming interface, whatever rooms add to it."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from rest_framework.throttling import UserRateThrottle

from people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    cache.clear()
    return User.objects.create_user("ada@example.com", name="Ada", role=Role.ADMINISTRATOR)


@pytest.fixture
def ada(administrator: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    return client


def problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert set(body) >= {"type", "title", "status", "detail"}
    assert body["status"] == response.status_code
    return body


class TestProblems:
    def test_an_unknown_address(self, ada):
        assert problem(ada.get("/api/v1/nothing/"))["status"] == 404

    def test_an_unknown_object(self, ada):
        assert problem(ada.get(reverse("api_person", args=[10**18])))["status"] == 404

    def test_a_method_that_does_not_exist(self, ada):
        assert problem(ada.delete(reverse("api_me")))["status"] == 405

    def test_json_that_is_none(self, ada):
        answer = ada.patch(reverse("api_organisation"), "{name: ", content_type="application/json")

        assert problem(answer)["detail"].startswith("JSON parse error")

    @pytest.mark.parametrize("body", ["[]", "3", '"text"', "null"])
    def test_json_of_another_shape(self, ada, body):
        answer = ada.patch(reverse("api_organisation"), body, content_type="application/json")

        assert problem(answer)["status"] == 400

    def test_a_type_of_content_that_is_not_read(self, ada):
        answer = ada.patch(reverse("api_organisation"), "<name/>", content_type="application/xml")

        assert problem(answer)["status"] == 415

    def test_a_type_of_answer_that_is_not_given(self, ada):
        assert problem(ada.get(reverse("api_me"), headers={"Accept": "application/xml"}))["status"] == 406

    def test_a_stranger(self, client):
        answer = client.get(reverse("api_me"))

        assert problem(answer)["status"] == 401
        assert answer.headers["WWW-Authenticate"] == "Token"

    def test_a_filter_that_makes_no_sense(self, ada):
        assert "role" in problem(ada.get(reverse("api_people"), {"role": "king"}))["errors"]

    def test_a_rule_of_the_house(self, ada, administrator):
        url = reverse("api_person", args=[administrator.pk])

        answer = ada.patch(url, {"role": Role.BOARD}, content_type="application/json")

        assert problem(answer)["status"] == 409
        assert "the only active administrator" in answer.json()["detail"]

    def test_a_change_without_the_forms_token(self, administrator):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(administrator)

        answer = strict.patch(reverse("api_organisation"), {"name": "Other"}, content_type="application/json")

        assert problem(answer)["status"] == 403

    def test_too_many_requests_of_a_person(self, ada, monkeypatch):
        monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "2/min"})
        answers = [ada.get(reverse("api_me")) for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert problem(answers[-1])["status"] == 429
        assert int(answers[-1].headers["Retry-After"]) <= 60


class TestLists:
    def test_pages_hold_fifty_and_at_most_two_hundred(self, ada):
        User.objects.bulk_create(User(email=f"p{n}@example.com", name=f"P{n}", role=Role.BOARD) for n in range(250))
        url = reverse("api_people")

        assert len(ada.get(url).json()["results"]) == 50
        assert len(ada.get(url, {"page_size": 9999}).json()["results"]) == 200
        assert problem(ada.get(url, {"page": "x"}))["status"] == 404

    def test_filters_choose(self, ada, administrator):
        User.objects.create(email="bob@example.com", name="Bob", role=Role.BOARD)

        found = ada.get(reverse("api_people"), {"role": "board"}).json()["results"]

        assert [row["email"] for row in found] == ["bob@example.com"]


class TestDescription:
    def test_the_page_has_no_inline_script_or_style(self, ada):
        page = ada.get(reverse("api_docs")).content.decode()

        assert "<style" not in page
        assert page.count("<script") == page.count("<script src=") == 3

    def test_the_pages_script_is_served_from_here(self, ada):
        script = ada.get(reverse("api_docs"), {"script": ""})

        assert script.headers["Content-Type"].startswith("application/javascript")
        assert reverse("api_schema") in script.content.decode()
