"""A second factor, from the account's page to the next log-in; its pages looked at on the way."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page

from people.models import Role
from tests.browser.looking import AXE, look_at
from tests.browser.pages import Shown
from tests.chromium import PASSWORD

pytestmark = pytest.mark.browser


def code_of(secret: str) -> str:
    """What an authenticator app shows now; none is used twice, so this cache forgets the last one."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def seen(page: Page, *names: str) -> dict[str, list[str]]:
    return {name: wrong for name in names if (wrong := list(look_at(page, Shown(name), {})))}


def test_an_authenticator_app_is_set_up_asked_for_and_taken_away(page_as, person):
    user, page = person(Role.ANALYST), page_as(None, script=AXE)
    log_in(page, user.email)

    page.goto("/account/")
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Activate").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/activate/")
    assert seen(page, "mfa_activate_totp") == {}
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    page.get_by_text("Authenticator app activated").wait_for()
    assert (
        seen(page, "mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp") == {}
    )

    page.context.clear_cookies()
    log_in(page, user.email, lands="**/authenticate/")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("/")
    assert page.watch.complaints == []


def log_in(page: Page, email: str, *, lands: str = "/") -> None:
    cache.clear()
    page.goto("/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lands)
