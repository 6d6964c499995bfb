"""What a browser gets of a page: bytes on a first visit beside Plotly, and the time until its first chart stands."""

from collections.abc import Sequence

from playwright.sync_api import Page, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PLOTLY = "plotly"
FIRST_CHART = "() => document.querySelector('.js-plotly-plot .main-svg') && performance.now()"


def seen(base: str, addresses: Sequence[str], *, name: str, value: str) -> None:
    """A first visit with an empty cache, then one with Plotly in it, as the aim says; prints a line for each page."""
    print(f"\n{'Chromium':28} {'KiB':>6} {'of Plotly':>10} {'first chart, s':>15} {'with cache, s':>14}")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for address in addresses:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_cookies([{"name": name, "value": value, "url": base}])
            sizes: dict[str, int] = {}
            page = context.new_page()
            page.on("requestfinished", lambda request, into=sizes: _count(request.response(), into))
            first, again = _visit(page, base + address), _visit(context.new_page(), base + address)
            plotly = sum(size for url, size in sizes.items() if PLOTLY in url)
            rest = (sum(sizes.values()) - plotly) / 1024
            print(f"{address:28} {rest:6.0f} {plotly / 1024:10.0f} {first:>15} {again:>14}")
            context.close()
        browser.close()


def _count(response: Response | None, into: dict[str, int]) -> None:
    if response is not None:
        sent = response.request.sizes()
        into[response.url] = sent["responseBodySize"] + sent["responseHeadersSize"]


def _visit(page: Page, address: str) -> str:
    """Seconds from asking until the first chart is drawn; a dash for a page without one."""
    page.goto(address, wait_until="load")
    if not page.locator("[data-figure]").count():
        page.wait_for_timeout(500)
        return "–"
    return f"{page.wait_for_function(FIRST_CHART).json_value() / 1000:.2f}"
