"""Debian's Chromium against a live server, for the browser ring and the flows; where it is missing, they fail."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from people.models import Role, User
from tests.browser.watch import Watch

CHROMIUM = Path(os.environ.get("SIGHTLINE_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "correct horse battery staple"


def executable(path: Path = CHROMIUM) -> Path:
    """The browser's program; without it the ring fails rather than passing over."""
    if not path.exists():
        pytest.fail(f"{path} is missing: install Debian's chromium, or name one in SIGHTLINE_CHROMIUM.")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = executable()
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=flags)
        # Playwright's loop runs in this thread, which Django would take for an asynchronous caller.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield browser
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        browser.close()


@pytest.fixture
def person(transactional_db: None) -> Callable[[Role], User]:
    """One person of each role, made when first asked for."""

    def make(role: Role) -> User:
        email = f"{role.value}@example.org"
        known = User.objects.filter(email=email).first()
        return known or User.objects.create_user(email, PASSWORD, name=f"Sam {role.label}", role=role)

    return make


@pytest.fixture
def page_as(
    chromium: Browser, live_server: LiveServer, person: Callable[[Role], User]
) -> Iterator[Callable[..., Page]]:
    """`page_as(role, width=1440, scheme="light", script=FILE)`: a page of that person's browser, already logged in."""
    contexts: list[BrowserContext] = []

    def open_page(
        role: Role | None,
        *,
        width: int = 1440,
        scheme: str = "light",
        script: Path | None = None,
        **options: object,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900 if width > 600 else 844},
            color_scheme=scheme,
            reduced_motion="reduce",
            has_touch=width < 600,
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if role is not None:
            context.add_cookies([session_cookie(person(role), live_server.url)])
        if script is not None:
            context.add_init_script(path=script)
        page = context.new_page()
        page.watch = Watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def session_cookie(user: User, url: str) -> dict[str, str]:
    """A session as after logging in, so that only the tests of logging in type passwords."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
