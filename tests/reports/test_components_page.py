import pytest
from django.test import Client

from people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client: Client) -> Client:
    client.force_login(User.objects.create_user("ana@example.org", name="Ana Lyst", role=Role.ANALYST))
    return client


class TestComponentsPage:
    def test_it_shows_every_status_word(self, analyst):
        page = analyst.get("/components/").content.decode()

        for word in ("On track", "At risk", "Off track", "Not started", "No data", "Outdated", "Achieved", "Missed"):
            assert f"</svg>{word}</span>" in page

    def test_no_component_tag_and_no_inline_style_is_left_in_the_page(self, analyst):
        page = analyst.get("/components/").content.decode()

        assert "<c-" not in page
        assert " style=" not in page
        assert "<style" not in page

    def test_every_script_comes_from_a_file_or_is_data(self, analyst):
        page = analyst.get("/components/").content.decode()

        scripts = page.split("<script")[1:]
        assert scripts
        assert all(
            "src=" in script.split(">")[0] or 'type="application/json"' in script.split(">")[0] for script in scripts
        )

    def test_the_theme_of_the_cookie_is_painted_by_the_server(self, analyst):
        analyst.cookies["theme"] = "dark"

        assert 'data-theme="dark"' in analyst.get("/components/").content.decode()

    def test_a_theme_that_does_not_exist_is_ignored(self, analyst):
        analyst.cookies["theme"] = '"><b>'

        assert "data-theme=" not in analyst.get("/components/").content.decode()

    def test_a_wrong_form_names_its_mistakes_beside_the_fields(self, analyst):
        page = analyst.post("/components/", {}).content.decode()

        assert page.count("This field is required.") == 5
        assert "The form has mistakes" in page

    def test_a_right_form_answers_with_a_toast(self, analyst):
        sent = {"name": "Summit <b>", "channel": "event", "budget": "10", "horizon": "short", "agreed": "on"}

        page = analyst.post("/components/", sent, follow=True).content.decode()

        assert "“Summit &lt;b&gt;” is complete" in page

    def test_board_members_do_not_see_it(self, client):
        client.force_login(User.objects.create_user("bo@example.org", name="Bo Ard", role=Role.BOARD))

        assert client.get("/components/").status_code == 403
