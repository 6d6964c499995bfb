"""The mapping matrix by keyboard, as a marketer fills it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kpis.models import MatrixEntry
from kpis.services import ship_catalogue
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.browser
FIRST = timezone.now().date().replace(day=1)


def said():
    rows = MatrixEntry.objects.in_force().order_by("kpi")
    return [(row.kpi, row.objective.name, row.serves) for row in rows]


def give_a_reason(page):
    """In the dialog over the matrix; then the cell says it to those who cannot see it, and has the keyboard again."""
    page.keyboard.press("s")
    page.get_by_role("status").filter(has_text="Win rate is supporting for Win shops.").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Why, and what it leads to").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Shops decide by it")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("a.mx.supporting:focus").wait_for()
    heard = page.get_by_role("link", name="Win rate Win shops Supporting", exact=True)
    expect(heard).to_have_accessible_description("Shops decide by it")


def leap_to_the_ends(page):
    """Of the row and, with Ctrl, of the matrix, which is two objectives wide."""
    every = page.locator("table[data-matrix] td a")
    for key, place in (("Control+End", -1), ("Home", -2), ("Control+Home", 0), ("End", 1)):
        page.keyboard.press(key)
        expect(every.nth(place)).to_be_focused()


def test_arrows_letters_and_undo_fill_the_matrix_without_a_mouse(page_as, channels):
    ship_catalogue(now=timezone.now())
    cycle = make.cycle(FIRST, FIRST + timedelta(days=92), name="Now")
    make.objective(cycle, "Keep customers", weight=2)
    make.objective(cycle, "Win shops", weight=1)
    page = page_as(Role.MARKETER)
    page.goto("/kpis/matrix/?show=all")
    page.locator("#c-win_rate-" + str(cycle.objectives.get(name="Keep customers").pk)).focus()
    leap_to_the_ends(page)
    page.locator("#c-win_rate-" + str(cycle.objectives.get(name="Keep customers").pk)).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("d")
    page.get_by_text("Win rate is direct for Win shops.").wait_for()
    page.locator("a.mx.direct:focus").wait_for()
    assert said() == [("win_rate", "Win shops", "direct")]

    page.keyboard.press("l")
    page.get_by_text("Win rate is leading for Win shops.").wait_for()
    page.keyboard.press("Backspace")
    page.get_by_text("Win rate no longer serves Win shops.").wait_for()
    assert said() == []
    page.keyboard.press("u")
    page.locator("a.mx.leading").wait_for()
    assert said() == [("win_rate", "Win shops", "leading")]

    at = page.locator("a.mx.leading")
    assert at.evaluate("cell => cell === document.activeElement")
    page.get_by_role("status").filter(has_text="Taken back: Win rate is leading for Win shops.").wait_for()

    give_a_reason(page)
    assert MatrixEntry.objects.in_force().get().rationale == "Shops decide by it"

    page.locator("#c-clicks-" + str(cycle.objectives.get(name="Win shops").pk)).focus()
    page.keyboard.press("d")
    page.get_by_role("alert").filter(has_text="cannot show an objective directly").wait_for()
    assert page.locator(".toast").count() == 0
    refused = [line for line in page.watch.complaints if "422" not in line]
    assert refused == []
