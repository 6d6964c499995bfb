"""What a browser gets of a page: bytes on a first visit beside Plotly, and the time until its first chart stands."""

from collections.abc import Sequence

from playwright.sync_api import Page, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PLOTLY = "plotly"
CHART = ".figure-plot .picture, .figure-plot .main-svg"
# The first frame after which a chart stands in the page, whether the server drew it or the library; told by the page.
WATCH = f"""
(() => {{
  const look = () => {{
    const chart = document.querySelector("{CHART}");
    if (chart && chart.getBoundingClientRect().height) {{
      requestAnimationFrame(() => setTimeout(() => {{ window.firstChart = performance.now(); }}));
    }} else requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
}})();
"""
DRAWN = "() => document.querySelector('.figure[data-drawn]') && performance.now()"


def seen(base: str, addresses: Sequence[str], *, name: str, value: str) -> None:
    """A first visit with an empty cache, then one with Plotly in it, as the aim says; prints a line for each page."""
    heads = f"{'of Plotly':>10} {'first chart, s':>15} {'with cache, s':>14} {'by Plotly, s':>13}"
    print(f"\n{'Chromium':28} {'KiB':>6} {heads}")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for address in addresses:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_cookies([{"name": name, "value": value, "url": base}])
            sizes: dict[str, int] = {}
            context.add_init_script(WATCH)
            page = context.new_page()
            page.on("requestfinished", lambda request, into=sizes: _count(request.response(), into))
            first, again = _visit(page, base + address), _visit(context.new_page(), base + address)
            plotly = sum(size for url, size in sizes.items() if PLOTLY in url)
            rest = (sum(sizes.values()) - plotly) / 1024
            print(f"{address:28} {rest:6.0f} {plotly / 1024:10.0f} {first[0]:>15} {again[0]:>14} {again[1]:>13}")
            context.close()
        browser.close()


def _count(response: Response | None, into: dict[str, int]) -> None:
    if response is not None:
        sent = response.request.sizes()
        into[response.url] = sent["responseBodySize"] + sent["responseHeadersSize"]


def _visit(page: Page, address: str) -> tuple[str, str]:
    """Seconds until the first chart can be seen, and until the library has drawn it; dashes for a page without one."""
    page.goto(address, wait_until="load")
    if not page.locator("[data-figure]").count():
        page.wait_for_timeout(500)
        return "–", "–"
    drawn = page.wait_for_function(DRAWN).json_value()
    return f"{page.evaluate('window.firstChart') / 1000:.2f}", f"{drawn / 1000:.2f}"
