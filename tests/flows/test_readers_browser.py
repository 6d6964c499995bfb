"""The readers' jobs in a real browser: review, close, map, read, reconcile; on desk, phone, paper, in both themes."""

import re
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from alignment.models import CampaignLink
from crm.models import Opportunity
from jobs.services import run_waiting
from okrs.models import Cycle
from people.models import Role
from reports import selectors
from reports.models import FrozenCycle, StoredSnapshot
from tests.browser.worlds import a_quarter
from tests.flows.readers import downloaded, last_quarter_and_unmapped_money, on_paper, seen
from tests.reports.opened import squeezed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WORDS = "Two letters went out late; the north is called first in the new quarter."


def test_the_readers_do_their_jobs_on_desk_phone_and_paper(page_as, person, channels, settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "files"
    for role in Role:
        person(role)
    world = a_quarter(before_recompute=last_quarter_and_unmapped_money)
    ended = Cycle.objects.get(ends_on=Cycle.objects.get(pk=world["cycle"]).starts_on)
    found = selectors.numbers(StoredSnapshot.objects.get(cycle=world["cycle"]))
    pages = [page_as(Role.EXECUTIVE), page_as(Role.BOARD, width=390, scheme="dark"), page_as(Role.MARKETER)]

    _cmo_reviews(pages[0])
    _cmo_comments_closes_and_issues(pages[0], ended)
    _cfo_reconciles_and_exports(pages[0], found, world, ended)
    _board_member_reads(pages[1], found, ended)
    _marketer_maps(pages[2], world)
    refused = "status of 422"  # the shares of 110 %, on purpose
    assert [said for page in pages for said in page.watch.complaints if refused not in said] == []


def _cmo_reviews(page):
    """From the score to the weakest objective, its money and evidence, and three moves; a part in the address."""
    page.goto("/")
    rows = page.locator("#objectives tbody tr")
    seen(page, "cmo-alignment", page.locator(".lead h1"), page.locator(".score-number"), page.locator(".move"),
         rows.first.locator(".status"), rows.first.locator("td").nth(2), page.locator("#money, #flow"))  # fmt: skip
    assert page.locator(".move").count() == 3
    assert re.search(r"\d+\s%\s/\s\d+\s%", rows.first.inner_text())
    assert squeezed(page.locator(".lead h1").inner_text()) in on_paper(page)[0]
    page.locator(".scope > summary").click()
    page.get_by_label("Segment", exact=True).select_option("Retail")
    page.wait_for_url(re.compile("segment=Retail"))
    page.goto("/")
    page.locator(".move h3 a").first.click()
    page.wait_for_url(re.compile(r"/findings/\d+/"))
    seen(page, "cmo-finding", page.locator("h1"))


def _cmo_comments_closes_and_issues(page, ended):
    """A word on each red, one of them on the phone in the dark; then the quarter is frozen and its pack written."""
    page.goto(f"/summary/?cycle={ended.pk}")
    reds = page.get_by_role("link", name="Comment on it")
    number = reds.count()
    assert number >= 2
    for at in range(number):
        page.set_viewport_size({"width": 390 if at % 2 else 1440, "height": 844})
        page.emulate_media(color_scheme="dark" if at % 2 else "light")
        page.get_by_role("link", name="Comment on it").first.click()
        page.get_by_label("What the board should know").fill(WORDS)
        page.get_by_role("button", name="Save the comment").click()
        page.get_by_text(f"“{WORDS}”").nth(at).wait_for()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/close/?cycle={ended.pk}")
    page.get_by_text("Every red has its comment.").wait_for()
    why = page.get_by_label(re.compile("^Why it is frozen although"))
    seen(page, "cmo-close", why)
    why.fill("The agency sends its last sheet next month.")
    page.get_by_role("button", name=f"Freeze {ended}").click()
    page.get_by_text(f"{ended} is frozen").first.wait_for()
    assert FrozenCycle.objects.get().cycle == ended
    page.goto(f"/board-pack/?cycle={ended.pk}")
    page.get_by_role("button", name="Write the documents").click()
    page.locator(".job").wait_for()
    run_waiting()
    page.goto(f"/board-pack/?cycle={ended.pk}")
    seen(page, "cmo-pack", page.get_by_role("cell", name="Issued"))


def _cfo_reconciles_and_exports(page, found, world, ended):
    """The proof of the finance page is the sum of the deals, one of them is opened, and the file says the same."""
    cycle = found.about
    deals = Opportunity.objects.filter(created_at__date__gte=cycle.starts_on, created_at__date__lt=cycle.ends_on)
    assert sum((deal.reported or Decimal(0) for deal in deals), Decimal(0)) == found.credit.total
    page.goto(f"/departments/finance/?cycle={world['cycle']}")
    assert found.proofs[0].sentence in page.locator(".proofs").inner_text()
    assert page.locator(".proofs").get_by_text("Adds up").count() == len(found.proofs)
    seen(page, "cfo-finance", page.locator(".proofs"), page.locator("#department"))
    paper, _ = on_paper(page)
    assert all(squeezed(proof.sentence) in paper for proof in found.proofs)
    page.get_by_role("button", name=re.compile("^What is ")).first.click()
    assert page.locator(".definition:popover-open").inner_text()
    page.goto("/attribution/")
    page.get_by_role("link", name="Opportunities").last.click()
    page.locator("#opportunities tbody th a").first.click()
    page.wait_for_url(re.compile(r"/opportunities/\d+/"))
    seen(page, "cfo-deal", page.locator("h1"))
    page.goto(f"/board-pack/?cycle={ended.pk}")
    book = openpyxl.load_workbook(BytesIO(downloaded(page, page.get_by_role("link", name=re.compile("Excel")).first)))
    reported = selectors.numbers(selectors.as_shown(ended))
    cells = [row for row in book["Reconciled"].iter_rows(min_row=5, values_only=True) if row[1] == "Difference"]
    assert [row[2] for row in cells] == [0] * len(reported.proofs)


def _board_member_reads(page, found, ended):
    """The memo, without anything to press that changes it; on paper it says the same, and the pack is at hand."""
    page.goto("/summary/")
    assert found.headline.sentence in page.locator("h1").inner_text()
    seen(page, "board-summary", page.locator("h1"), page.locator("#kpis"), page.locator(".strip"),
         page.locator("#money"), page.locator(".promises"), page.get_by_role("heading", name="Decisions asked"),
         page.locator(".meanings"), page.locator(".proofs"))  # fmt: skip
    assert page.get_by_role("link", name="Comment on it").count() == 0
    words, sheets = on_paper(page)
    assert squeezed(found.headline.sentence) in words
    assert all(squeezed(proof.sentence) in words for proof in found.proofs)
    assert all(squeezed(row.label) in words for row in found.kpis)
    assert sheets <= 3
    page.goto(f"/board-pack/?cycle={ended.pk}")
    pack = PdfReader(BytesIO(downloaded(page, page.get_by_role("link", name="PDF").first)))
    assert squeezed(WORDS) in squeezed("".join(sheet.extract_text() for sheet in pack.pages))


def _marketer_maps(page, world):
    """The list of unmapped money shrinks: one by its suggestion, two together, one with shares and what is expected."""
    page.goto("/desk/")
    rows = page.locator("#desk tbody tr")
    unmapped = rows.count()
    assert unmapped > 4
    fair = page.locator("#desk tr", has_text="Small firms fair")
    assert fair.locator(".desk-aim b").inner_text() == "Be found by small firms"
    seen(page, "marketer-desk", fair, page.locator("#desk-totals"))
    words, _ = on_paper(page)
    assert squeezed("Small firms fair") in words
    assert squeezed("Be found by small firms") in words
    fair.get_by_role("checkbox").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Linked 1 campaign to Be found by small firms.").wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    for name in ("Small firms webinar", "Recall survey film"):
        page.get_by_role("checkbox", name=f"Select {name}").check()
    page.get_by_label("Objective or key result").select_option(label="Be named unprompted")
    page.get_by_label("Share, %").fill("50")
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_text("Linked 2 campaigns to Be named unprompted.").wait_for()
    page.goto("/desk/")
    assert page.locator("#desk tbody tr").count() == unmapped - 3
    page.get_by_role("link", name="Set of two, letters").click()
    _shares(page, "80", "30")
    page.get_by_text("at most 100 %").first.wait_for()
    _shares(page, "70", "30")
    page.get_by_text("How far it is proven").wait_for()
    seen(page, "marketer-campaign", page.locator("#links"))
    links = CampaignLink.objects.filter(campaign__name="Set of two, letters").order_by("-share")
    assert [(link.share, link.expected_effect, link.expected_lag_days) for link in links] == [
        (Decimal("0.7000"), "40 sets", 30), (Decimal("0.3000"), "", None),
    ]  # fmt: skip
    page.goto("/desk/")
    assert page.locator("#desk tbody tr").count() == unmapped - 4


def _shares(page, *shares):
    """Two objectives with a share each; of the first it is said what is expected, and when."""
    for at, (share, name) in enumerate(zip(shares, ("Sell the whole set", "Be named unprompted"), strict=True)):
        page.locator(f"[name=links-{at}-aim]").select_option(label=f"{name} (as a whole)")
        page.locator(f"[name=links-{at}-share]").fill(share)
    page.locator("[name=links-0-expected_effect]").fill("40 sets")
    page.locator("[name=links-0-expected_lag_days]").fill("30")
    page.get_by_role("button", name="Save the links").click()
    page.wait_for_load_state()
