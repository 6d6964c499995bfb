"""One campaign and two thousand: every page and document of the reports is right, short enough to read, and quick."""

import json
import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.cache import cache
from pypdf import PdfReader

from people.models import Role
from reports import selectors
from reports.models import BuiltDocument
from reports.services.documents import issued_words, written
from tests import factories as make
from tests.browser.looking import look_at_still
from tests.reports.big_world import FEW, MANY, NOW, a_cycle_of
from tests.reports.every_page import every_page, share_link
from tests.reports.opened import files_of_csv, off_the_slide, sheets, squeezed, words_of_pdf, words_of_pptx

pytestmark = pytest.mark.django_db
Kind = BuiltDocument.Kind
KIB = 1024
LOOKED_AT = ("alignment", "summary", "department finance", "share link")


@pytest.mark.parametrize("campaigns", [1, 2000])
def test_every_page_and_document_is_right_and_readable(client, chromium, campaigns, django_assert_max_num_queries):
    cache.clear()
    stored = a_cycle_of(campaigns, aims=FEW if campaigns == 1 else MANY)
    found, annex = selectors.numbers(stored), selectors.annex(stored)
    assert len(annex.campaigns) == campaigns
    assert sum(row.pipeline for row in annex.campaigns) + found.credit.unattributed == found.credit.total
    assert sum(row.spend for row in annex.campaigns) == sum(Decimal(100 + at) for at in range(campaigns))
    assert all(proof.holds for proof in found.proofs)
    client.force_login(make.user(Role.EXECUTIVE))
    pages = {**every_page(stored.cycle), "share link": share_link(client, stored.cycle)}
    texts = {}
    for name, address in pages.items():
        client.get(address)
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200, name
        assert len(answer.content) < 160 * KIB, name
        texts[name] = answer.content.decode()

    looked_at = {name: texts[name] for name in (LOOKED_AT if campaigns > 1 else LOOKED_AT[:1])}
    assert list(look_at_still(chromium, looked_at)) == []
    _dashboard_and_finance(texts["alignment"], texts["department finance"], campaigns)
    _documents(stored, found, annex, campaigns)


def _dashboard_and_finance(dashboard, finance, campaigns):
    twin = dashboard.split('id="credit-twin"')[1].split("</table>")[0].split("<tbody>")[1]
    returns = finance.split('id="returns"')[1].split("</table>")[0].split("<tbody>")[1]
    names = re.findall(r"<tr><t[dh][^>]*>([^<]+)", twin)
    if campaigns == 1:
        assert names == ["Campaign 0", "Unattributed"]
        assert "Campaign 0 carries 100" in dashboard
        assert returns.count("<tr>") == 1
    else:
        assert names == [*(f"Campaign {at}" for at in range(60)), "1,940 other campaigns", "Unattributed"]
        assert "The table has the largest 60, the Excel file of the board pack all 2,000." in dashboard
        assert returns.count("<tr>") == 12 + 1
        assert "1,988 other campaigns" in returns
    assert "Every campaign by name is in the Excel and CSV files" in finance


def _documents(stored, found, annex, campaigns):
    files = {kind: written(found, annex, kind, said={}, issued=issued_words(stored), now=NOW) for kind in Kind}
    paper, slides = words_of_pdf(files[Kind.PDF]), words_of_pptx(files[Kind.PPTX])

    assert len(PdfReader(BytesIO(files[Kind.PDF])).pages) <= (12 if campaigns > 1 else 8)
    assert off_the_slide(files[Kind.PPTX]) == []
    assert ("1,850 more are in the Excel file." in paper) is (campaigns > 1)
    assert all(squeezed(proof.sentence) in squeezed(paper) for proof in found.proofs)
    assert all(squeezed(proof.sentence) in squeezed(slides) for proof in found.proofs)
    rows = sheets(files[Kind.XLSX])["Campaigns"]
    assert len(rows) == 1 + campaigns + 1
    assert sum(row[5] for row in rows[1:]) == found.credit.total
    assert len(files_of_csv(files[Kind.CSV])["campaigns.csv"]) == campaigns + 1
    assert len(json.loads(files[Kind.JSON])["annex"]["campaigns"]) == campaigns
