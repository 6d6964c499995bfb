"""Figures in a real browser: drawn as meant, in the theme's colours, with a twin, a CSV and a picture to take away."""

import csv
import struct

import plotly.graph_objects as go
import pytest
from playwright.sync_api import Page, expect

from people.models import Role
from reports.dashboards import components
from reports.figures.palette import resolved

pytestmark = pytest.mark.browser
PAGE = components.build()
DRAWN = {"credit": PAGE.credit, "flow": PAGE.flow, "leads": PAGE.leads}
# What the printer takes: the ribbons as they are the moment after the page was told.
FLOW_ON_PAPER = """() => {
  dispatchEvent(new Event("beforeprint"));
  const place = document.querySelector("#flow .figure-plot").getBoundingClientRect();
  return [...document.querySelectorAll("#flow .sankey-link, #flow .node-rect")].map((one) =>
    [getComputedStyle(one).opacity, Math.round(one.getBoundingClientRect().right - place.left)]);
}"""
ALL_DRAWN = """names => names.every((name) => document.querySelector(`#${name}[data-drawn]`))"""


@pytest.fixture
def shown(page_as) -> Page:
    page = page_as(Role.ANALYST)
    page.goto("/components/")
    page.wait_for_function(ALL_DRAWN, arg=list(DRAWN))
    return page


def test_the_browser_draws_the_kinds_that_were_meant_and_says_where_it_cannot(shown):
    for name, drawing in DRAWN.items():
        kinds = shown.evaluate(f"document.querySelector('#{name} .figure-plot')._fullData.map((trace) => trace.type)")
        assert kinds == [trace.type for trace in go.Figure(resolved(drawing.figure)).data]
    words = shown.locator(".failed").inner_text()
    assert "does not know this kind" in words
    assert shown.locator("[data-drawn] .picture").count() == 0
    assert shown.watch.complaints == []


def test_bars_take_the_colour_of_the_theme_when_it_changes(shown):
    colour = "getComputedStyle(document.querySelector('#credit .point path')).fill"
    assert shown.evaluate(colour) == "rgb(12, 90, 107)"
    shown.emulate_media(color_scheme="dark")
    shown.wait_for_function(f"() => {colour} === 'rgb(92, 192, 211)'")

    shown.keyboard.press("t")
    shown.wait_for_function(f"() => {colour} === 'rgb(12, 90, 107)'")
    assert shown.watch.complaints == []


def test_numbers_and_picture_can_be_taken_away_and_read_by_keyboard(shown):
    with shown.expect_download() as taken:
        shown.locator("#credit [data-figure-csv]").click()
    assert taken.value.suggested_filename == "credit.csv"
    with open(taken.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == [column.label for column in PAGE.credit.twin.columns]
    assert [line[0] for line in lines[1:]] == [row[0].text for row in PAGE.credit.twin.rows]
    assert [float(line[1]) for line in lines[1:]] == [row[1].value for row in PAGE.credit.twin.rows]

    with shown.expect_download() as taken:
        shown.locator("#credit [data-figure-png]").click()
    assert taken.value.suggested_filename == "credit.png"
    head = taken.value.path().read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:]) == (2400, 1350)

    button, twin = shown.locator("#credit [data-figure-table]"), shown.locator("#credit-twin table")
    assert twin.is_hidden()
    button.focus()
    shown.keyboard.press("Enter")
    twin.wait_for(state="visible")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert shown.watch.complaints == []


def test_on_paper_a_figure_is_light_and_fits_even_from_a_dark_screen(page_as):
    page = page_as(Role.ANALYST, scheme="dark")
    page.goto("/components/")
    page.wait_for_function(ALL_DRAWN, arg=list(DRAWN))
    page.wait_for_timeout(700)  # the first drawing of a flow has glided to its end
    ribbons = page.evaluate(FLOW_ON_PAPER)
    assert ribbons, "No flow is on the page."
    assert all(opacity == "1" and right <= 640 for opacity, right in ribbons), ribbons
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    plot = "document.querySelector('#credit .figure-plot')"

    assert page.evaluate(f"{plot}._fullLayout.width") == 640
    assert page.evaluate(f"{plot}._fullData[0].marker.color") == "rgb(12, 90, 107)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"() => {plot}._fullData[0].marker.color === 'rgb(92, 192, 211)'")


def test_without_scripts_the_numbers_can_be_read_and_a_still_picture_seen(page_as):
    page = page_as(Role.ANALYST, java_script_enabled=False)
    page.goto("/components/")

    twin = page.locator("#credit-twin")
    assert twin.locator("summary").is_visible()
    twin.locator("summary").click()
    assert twin.locator("td").first.is_visible()
    assert page.locator("#credit .picture rect").count() == len(PAGE.credit.twin.rows)
    assert page.locator("#credit .picture").is_visible()
    assert page.locator("#credit [data-figure-png]").is_hidden()
