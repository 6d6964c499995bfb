"""Every page in both themes, on the desk and on the phone: readable by machines, quiet, and within the policy."""

from collections.abc import Callable

import pytest

from people.models import Role
from tests.access_table import ACCESS
from tests.browser.looking import AXE, look_at
from tests.browser.no_pages import NO_PAGES
from tests.browser.pages import PAGES, Shown
from tests.chromium import CHROMIUM, executable

PAGES_A_TOUR = 40  # a world is made anew for each tour, so that two processes share its pages
TOURS = {
    f"{world.__name__}-{start // PAGES_A_TOUR + 1}": (world, shown[start : start + PAGES_A_TOUR])
    for world in dict.fromkeys(page.world for page in PAGES)
    for shown in [[page for page in PAGES if page.world is world]]
    for start in range(0, len(shown), PAGES_A_TOUR)
}


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("tour", TOURS)
def test_pages_are_readable_and_quiet_in_both_themes(tour: str, page_as: Callable, person: Callable) -> None:
    for role in Role:
        person(role)
    world, listed = TOURS[tour]
    made = world()
    pages = {role: page_as(role, script=AXE) for role in {shown.role for shown in listed}}
    wrong = [
        f"{shown.name} {shown.at}: {problem}" for shown in listed for problem in look_at(pages[shown.role], shown, made)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_page_is_looked_at():
    known = {shown.name for shown in PAGES} | NO_PAGES
    missing = [name for name in ACCESS if name not in known and not (name.startswith("api_") or "api" in name)]
    assert missing == [], "Give each of these a line in tests/browser/pages.py."


def test_the_list_names_no_page_twice():
    assert len({(shown.name, shown.world, shown.at, shown.query, shown.path) for shown in PAGES}) == len(PAGES)
    assert not {shown.name for shown in PAGES} & NO_PAGES


def test_an_unknown_row_of_a_world_is_an_error():
    with pytest.raises(KeyError):
        Shown("okrs:objective", at="objective").url({})


def test_the_ring_fails_where_chromium_is_missing(tmp_path):
    with pytest.raises(pytest.fail.Exception, match="is missing"):
        executable(tmp_path / "chromium")
    assert executable() == CHROMIUM
