"""The way of a file through the browser: brought, answered, confirmed, seen, undone."""

import os

import pytest

from campaigns.models import SpendEntry
from jobs.services import run_waiting
from people.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ACCOUNTS = ["accounts.csv", "Account ID,Account name\nA1,Nordwind\n"]
SPEND = b"Campaign,Day,Cost\nSpring,03/04/2026,10\nSpring,05/04/2026,20\nFair,06/04/2026,12 apples\n"
PICTURES = os.environ.get("SIGHTLINE_PICTURES", "")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def drop(page, *files):
    """Let files fall on the page, as from the desktop."""
    held = page.evaluate_handle(
        """files => files.reduce((held, [name, text]) => {
            held.items.add(new File([text], name, { type: "text/csv" }));
            return held;
        }, new DataTransfer())""",
        files,
    )
    page.dispatch_event("main", "drop", {"dataTransfer": held})


def bring(page, *, dropped):
    """The sheet, chosen or dropped; files that are dropped later take the place of those before."""
    if dropped:
        drop(page, ACCOUNTS, ["spend.csv", SPEND.decode()])
        assert "accounts.csv" in page.locator(".dropped").inner_text()
        drop(page, ["spend.csv", SPEND.decode()])
        assert page.locator(".dropped li").count() == 0
    else:
        page.set_input_files("input[type=file]", {"name": "spend.csv", "mimeType": "text/csv", "buffer": SPEND})


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_sheet_is_brought_answered_confirmed_and_undone(page_as, width, scheme):
    page = page_as(Role.MARKETER, width=width, scheme=scheme)
    page.goto("/imports/new/")
    bring(page, dropped=width == 1440)
    page.get_by_label("Which system").fill("Agency")
    picture(page, f"new-{width}")
    page.get_by_role("button", name="Look at the files").click()
    page.wait_for_selector("main .job")
    run_waiting()
    page.wait_for_selector("text=Open questions")
    picture(page, f"questions-{width}")

    page.get_by_label("A name may identify it").check()
    page.get_by_label("Order of day and month in Day").select_option("day first")
    page.locator("#id_currency").fill("EUR")
    page.get_by_role("button", name="Look at it again").click()
    page.wait_for_selector("main .job")
    run_waiting()
    page.wait_for_selector("text=First rows")
    picture(page, f"preview-{width}")
    page.get_by_role("button", name="Import 2 rows").click()
    page.wait_for_selector("main .job")
    run_waiting()
    page.wait_for_selector("text=3 rows read = 2 accepted")
    picture(page, f"result-{width}")
    assert SpendEntry.objects.count() == 2
    page.goto("/imports/")
    page.wait_for_selector("text=Systems")
    picture(page, f"index-{width}")

    page.go_back()
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo it").click()
    page.wait_for_selector("main .job")
    run_waiting()
    page.wait_for_selector("text=was undone")
    assert SpendEntry.objects.count() == 0
    assert page.watch.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
