"""How a page is looked at: drawn to its end, asked by axe and pictured, light on the desk and dark on the phone."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader

from reports.dashboards.numbers.page import CHAPTERS
from reports.dashboards.numbers.page import PAGES as NUMBERS
from tests.browser.pages import Shown
from tests.browser.worlds import World

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
SCREENS = Path(__file__).parents[2] / "artefacts" / "screens"
PICTURES = os.environ.get("SIGHTLINE_PICTURES") == "1"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SERIOUS = ("moderate", "serious", "critical")
READY = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame); // changed media are announced
}"""
SETTLED = """() => !document.querySelector(".htmx-request") &&
  [...document.querySelectorAll("figure[data-figure]")].every((figure) => {
    const plot = figure.querySelector(".figure-plot");
    if (plot.querySelector(".failed")) return true;
    return figure.hasAttribute("data-drawn") && Math.abs(plot._fullLayout.width - plot.clientWidth) < 2;
  })"""
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_THEME_AND_WIDTH = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
ASK_AXE = """async (runOnly) => {
  const spared = { preload: false, selectors: false, elementRef: false }; // nothing below asks for them
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"], ...spared });
  return violations.map(({ id, impact, nodes }) =>
    [id, impact, nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " " + node.failureSummary)]);
}"""
TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth > innerWidth;
  return wide ? `${document.documentElement.scrollWidth} px wide in a window of ${innerWidth}` : "";
}"""
CLIPPED = """() => {
  const shown = [];
  const texts = "td, th, h1, h2, h3, h4, p, li, dt, dd, legend, label, summary, button, a, figcaption, small, b, span";
  for (const one of document.querySelectorAll(texts)) {
    if (!one.clientWidth || one.scrollWidth <= one.clientWidth + 2 || one.closest(".hidden-visually, svg")) continue;
    if (one.closest("thead")?.clientWidth < 3) continue; // cards name their cells themselves
    if (getComputedStyle(one).overflowX !== "visible") continue;
    shown.push(`${one.tagName} ${one.className} “${one.textContent.trim().slice(0, 40)}”`);
  }
  return shown.slice(0, 5);
}"""
CROWDED = """() => [...document.querySelectorAll("figure[data-drawn] .figure-plot")]
  .filter(({ _fullLayout: { yaxis } }) => yaxis?.type === "category" && yaxis._length / yaxis._categories.length < 14)
  .map((plot) => plot.closest("figure").id)"""
ATTACKED = """() => {
  const made = "img[onerror], img[src=x], a[href*='evil.example'], a[href^='javascript:']";
  return [...document.querySelectorAll(made)].map((one) => one.outerHTML.slice(0, 80));
}"""


# Words above numbers: tiles and columns that neither explain themselves on the spot nor lead on; `data-named` ones
# are called by days or by the user's own names.
WORDS_ABOVE_NUMBERS = """() => {
  const main = document.querySelector("main");
  const tiles = [...main.querySelectorAll(".tile")]
    .filter((tile) => !tile.querySelector(".definition, a") && !tile.matches("[data-named]"))
    .map((tile) => tile.querySelector("dt"));
  const columns = [...main.querySelectorAll("thead th.number:not([data-named])")].filter((column) => {
    const table = column.closest("table");
    if (column.closest(".twin") || column.querySelector(".definition")) return false;
    return !table.querySelector("tbody tr > :first-child a[href*='/kpis/']");
  });
  return [...tiles, ...columns].filter(Boolean).map((word) => word.textContent.trim().replace(/\\s+/g, " "));
}"""
# Their numbers count files, rows and people of Sightline itself, and the rows stand below.
OWN_HOUSE = ("imports:", "jobs:", "crm:", "people", "person", "audit", "components", "api_docs")


def look_at(page: Page, shown: Shown, world: World) -> Iterator[str]:
    """What is wrong with the page, a sentence each; nothing when it is as it should be."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    answer = page.goto(shown.url(world))
    if answer is None or answer.status != shown.status:
        yield f"answered {answer and answer.status}"
        page.watch.complaints.clear()
        return
    if shown.drawn_by_others:
        page.wait_for_selector(shown.drawn_by_others)
    _settle(page)
    if not shown.drawn_by_others:
        yield from _violations(page, "light, desk", EVERYTHING)
    yield from _out_of_place(page, "light, desk")
    yield from (f"a name became {part}" for part in page.evaluate(ATTACKED))
    yield from _unexplained(page, shown)
    _picture(page, shown, "1440-light")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    _settle(page)
    if not shown.drawn_by_others:
        yield from _violations(page, "dark, phone", BY_THEME_AND_WIDTH)
    yield from _out_of_place(page, "dark, phone")
    _picture(page, shown, "390-dark")
    if shown.is_printed:
        yield from _print(page, shown)
    yield from _complaints(page, shown)


def _complaints(page: Page, shown: Shown) -> Iterator[str]:
    """What the page said, apart from the browser's note of the status that this page ought to have."""
    due = f"status of {shown.status}" if shown.status >= 400 else None
    yield from (said for said in page.watch.complaints if due is None or due not in said)
    page.watch.complaints.clear()


def _settle(page: Page) -> None:
    page.evaluate(READY)
    page.wait_for_function(SETTLED)


def look_at_still(chromium: Browser, texts: Mapping[str, str]) -> Iterator[str]:
    """What is out of place on pages that a test client has read, by name: no server stands behind them."""
    context = chromium.new_context(base_url="http://still.example", reduced_motion="reduce")
    context.set_default_timeout(90_000)
    shown = {f"/{name.replace(' ', '-')}": text for name, text in texts.items()}
    context.route("**/*", lambda route: _answer(route, shown))
    page = context.new_page()
    for path in shown:
        page.goto(path)
        for size, scheme in ((DESK, "light"), (PHONE, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            _settle(page)
            yield from (f"{path}: {wrong}" for wrong in _out_of_place(page, f"{scheme}, {size['width']}"))
            if PICTURES:
                SCREENS.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=SCREENS / f"many{path.replace('/', '-')}-{size['width']}.png", full_page=True)
    context.close()


def _answer(route: Route, shown: Mapping[str, str]) -> None:
    path = unquote(urlsplit(route.request.url).path)
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if file:
        route.fulfill(path=file)
    elif path in shown:
        route.fulfill(body=shown[path], content_type="text/html; charset=utf-8")
    else:
        route.fulfill(status=204)


def _violations(page: Page, where: str, rules: list[str]) -> Iterator[str]:
    for rule, impact, nodes in page.evaluate(ASK_AXE, rules):
        if impact in SERIOUS:
            yield f"{where}: axe {rule} ({impact}): {' | '.join(nodes)}"


def _out_of_place(page: Page, where: str) -> Iterator[str]:
    """The page is wider than the window, or a text wider than its place and so over its neighbour."""
    if wide := page.evaluate(TOO_WIDE):
        yield f"{where}: {wide}"
    yield from (f"{where}: wider than its place: {text}" for text in page.evaluate(CLIPPED))
    yield from (f"{where}: no room for the names of bars: {name}" for name in page.evaluate(CROWDED))


def _picture(page: Page, shown: Shown, kind: str) -> None:
    """For whoever wants to look: SIGHTLINE_PICTURES=1. Three hundred of them take the ring a minute and more."""
    if not PICTURES:
        return
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{shown.file}-{kind}.png", full_page=True)


def _print(page: Page, shown: Shown) -> Iterator[str]:
    SCREENS.mkdir(parents=True, exist_ok=True)
    path = SCREENS / f"{shown.file}.pdf"
    page.pdf(path=path, format="A4", print_background=False)
    sheets = len(PdfReader(path).pages)
    if shown.most_sheets and sheets > shown.most_sheets:
        yield f"fills {sheets} sheets of paper, not {shown.most_sheets}"


def _unexplained(page: Page, shown: Shown) -> Iterator[str]:
    """Words above numbers that the page's own chapter of definitions does not have."""
    if shown.role is None or shown.status != 200 or shown.name.startswith(OWN_HOUSE):
        return
    known = [word for key in NUMBERS.get(shown.name, ()) for word in CHAPTERS[key].terms]
    words = [word for word in page.evaluate(WORDS_ABOVE_NUMBERS) if word and not word.startswith(tuple(known))]
    if words:
        yield f"does not say what these numbers mean: {', '.join(words)}"
    if known and not page.query_selector(f'.page-foot a.explained[href$="of={quote(shown.name, safe="")}"]'):
        yield "does not lead to what its numbers mean"
