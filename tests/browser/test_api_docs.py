import pytest

from people.models import Role

pytestmark = pytest.mark.browser


def test_the_page_of_the_programming_interface_works_under_the_strict_policy(page_as):
    page = page_as(Role.ANALYST)
    page.goto("/api/v1/docs/")

    page.get_by_text("/api/v1/me/", exact=True).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()

    page.get_by_text('"email": "analyst@example.org"').first.wait_for()
    assert page.watch.complaints == []
