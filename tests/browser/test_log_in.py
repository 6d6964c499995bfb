"""Without a mouse: every role logs in, walks the navigation and leaves."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from alignment.config.shell import NAVIGATION
from people.models import Role
from people.policy import may
from tests.chromium import PASSWORD

pytestmark = pytest.mark.browser


def tab_to(page: Page, selector: str, *, most: int = 60) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is out of the keyboard's reach on {page.url}.")


@pytest.mark.parametrize("role", Role)
def test_every_role_logs_in_looks_around_and_leaves_by_keyboard(page_as, person, role):
    cache.clear()
    user, page = person(role), page_as(None)
    page.goto("/")
    tab_to(page, "input[name=login]")
    page.keyboard.type(user.email)
    tab_to(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("/")

    page.keyboard.press("n")
    entries = [entry.label for entry in NAVIGATION if may(user, entry.action)]
    reached = []
    for _ in entries:
        reached.append(page.evaluate("document.activeElement.firstChild.textContent"))
        page.keyboard.press("Tab")
    assert reached == entries

    tab_to(page, ".who > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".who button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/login/")
    assert page.watch.complaints == []


def test_the_first_tab_stop_skips_the_navigation(page_as):
    page = page_as(Role.MARKETER)
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_drawer_of_the_phone_opens_and_closes_by_keyboard(page_as):
    page = page_as(Role.MARKETER, width=390)
    page.goto("/")
    drawer = page.locator("#navigation")
    assert drawer.is_hidden()
    tab_to(page, "[popovertarget=navigation]")
    page.keyboard.press("Enter")
    assert drawer.is_visible()
    page.keyboard.press("Escape")

    assert drawer.is_hidden()


def test_the_theme_is_chosen_by_a_key_and_stays(page_as):
    page = page_as(Role.MARKETER)
    page.goto("/")
    for theme in ("light", "dark"):
        page.keyboard.press("t")
        page.wait_for_selector(f"html[data-theme={theme}]")
    page.reload()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.watch.complaints == []
