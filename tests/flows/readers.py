"""What the readers' flows share: the world they work in, and looking at a page in every way that people read it."""

import os
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from okrs import services as okrs
from okrs.core.status import Status
from okrs.models import Cycle
from tests import factories as make
from tests.okrs.makers import business, check_in, key_result, objective
from tests.reports.opened import squeezed

LOOKS = ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"))
SCREENS = Path(__file__).parents[2] / "artefacts" / "screens"
PICTURES = os.environ.get("SIGHTLINE_PICTURES") == "1"
UNMAPPED = ("Small firms fair", "Small firms webinar", "Recall survey film", "Set of two, letters")


def last_quarter_and_unmapped_money(quarter: Cycle) -> None:
    """A quarter that is over with two reds, ready to be closed; and four campaigns of this one that serve nothing."""
    ended = okrs.plan_cycle(length=Cycle.Length.QUARTER, day=quarter.starts_on - timedelta(days=1))
    okrs.open_cycle(ended, now=datetime.combine(ended.starts_on, time(), tzinfo=UTC))
    last = ended.ends_on - timedelta(days=1)
    for name in ("Win back lapsed customers", "Be heard in the north"):
        aim = objective(ended, name, business_objective=business(f"{name}, company-wide"))
        said = okrs.Said(declared=Status.OFF_TRACK)
        check_in(key_result(aim, f"{name}: orders", target=100), 10, day=last, said=said)
    make.spend(make.campaign("Winter mailing"), ended.starts_on, "1200.00")
    for number, name in enumerate(UNMAPPED):
        make.spend(make.campaign(name), quarter.starts_on, str(Decimal(900 - 100 * number)))


def seen(page: Page, name: str, *wanted: Locator) -> None:
    """What is wanted shows on desk and phone, light and dark, and nothing makes the page wider than its window."""
    before = page.viewport_size
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
        page.emulate_media(color_scheme=scheme)
        for one in wanted:
            one.first.scroll_into_view_if_needed()
            assert one.first.is_visible(), (name, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width, scheme)
        if PICTURES:
            SCREENS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENS / f"reader-{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size(before)


def on_paper(page: Page) -> tuple[str, int]:
    """The words of the printed page, and how many sheets it takes."""
    printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return squeezed("".join(sheet.extract_text() for sheet in printed.pages)), len(printed.pages)


def downloaded(page: Page, link: Locator) -> bytes:
    with page.expect_download() as waiting:
        link.click()
    return Path(waiting.value.path()).read_bytes()
