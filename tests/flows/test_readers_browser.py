"""The readers' jobs in a real browser: the CMO's review, the CFO's way to a single deal, the board member's memo."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from crm.models import Opportunity
from people.models import Role
from reports import selectors
from reports.models import StoredSnapshot
from tests.browser.worlds import a_quarter

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_three_readers_do_their_jobs_on_desk_phone_and_paper(page_as, person, channels, settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "files"
    for role in Role:
        person(role)
    world = a_quarter()
    stored = StoredSnapshot.objects.get(cycle=world["cycle"])

    _cmo_reviews(page_as(Role.EXECUTIVE))
    _cfo_reconciles(page_as(Role.EXECUTIVE, scheme="dark"), selectors.numbers(stored), world)
    _board_member_reads(page_as(Role.BOARD, width=390, scheme="dark"), selectors.numbers(stored))


def _cmo_reviews(page):
    """From the state to the weakest objective and the first move; a part of the business in the address."""
    page.goto("/")
    assert page.locator(".lead h1").inner_text()
    assert page.locator(".move").count() == 3
    assert page.locator("#objectives tbody tr").first.locator(".status").is_visible()
    page.locator(".scope > summary").click()
    page.get_by_label("Segment", exact=True).select_option("Retail")
    page.wait_for_url(re.compile("segment=Retail"))
    page.goto("/")
    page.locator(".move h3 a").first.click()
    page.locator("h1").wait_for()
    assert page.url.count("/") > 3


def _cfo_reconciles(page, found, world):
    """The proof of the finance page is the sum of the deals, and one of them is found by way of its campaign."""
    cycle = found.about
    deals = Opportunity.objects.filter(created_at__date__gte=cycle.starts_on, created_at__date__lt=cycle.ends_on)
    assert sum((deal.reported or Decimal(0) for deal in deals), Decimal(0)) == found.credit.total
    page.goto("/departments/finance/")
    assert found.proofs[0].sentence in page.locator(".proofs").inner_text()
    assert page.locator(".proofs").get_by_text("Adds up").count() == len(found.proofs)
    page.goto("/attribution/")
    page.get_by_role("link", name="Opportunities").last.click()
    page.locator("#opportunities tbody th a").first.click()
    page.wait_for_url(re.compile(r"/opportunities/\d+/"))
    assert page.locator("h1").inner_text()


def _board_member_reads(page, found):
    """The memo on a phone, without anything to press that changes it; on paper it says the same."""
    page.goto("/summary/")
    assert found.headline.sentence in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.get_by_role("link", name="Comment on it").count() == 0
    paper = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    words = "".join("".join(sheet.extract_text() for sheet in paper.pages).split())
    assert "".join(found.headline.sentence.split()) in words
    assert all("".join(proof.sentence.split()) in words for proof in found.proofs)
