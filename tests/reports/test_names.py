"""Names that attack or break a page, amounts of a trillion and money that only loses, on every page and document."""

import re
from html import escape, unescape
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.cache import cache
from django.utils.html import escape as as_shown

from campaigns.models import Campaign
from okrs.models import BusinessObjective
from people.models import Role
from reports import selectors
from reports.documents.parts import named
from reports.models import BuiltDocument
from reports.services.documents import written
from tests import factories as make
from tests.browser.hostile import ATTACK, FORMULA, NAMES, spoil
from tests.reports.big_world import NOW, a_cycle_of
from tests.reports.every_page import every_page, share_link
from tests.reports.opened import off_the_slide, squeezed, words_of_pdf, words_of_pptx

pytestmark = pytest.mark.django_db
Kind = BuiltDocument.Kind
RAW = (ATTACK, "<img src=x", "<script>alert(2)", 'href="javascript:', 'href="http://evil')
BROKEN = re.compile(r"\b(?:NaN|nan|inf|Infinity)\b|E\+1")  # letters of a token may spell the short ones


def test_names_stay_text_and_amounts_stay_numbers_on_every_page_and_in_every_document(client):
    cache.clear()
    stored = a_cycle_of(2 * len(NAMES), before=spoil)
    found, annex = selectors.numbers(stored), selectors.annex(stored)
    client.force_login(make.user(Role.EXECUTIVE))
    link = share_link(client, stored.cycle)
    pages = {name: client.get(at).content.decode() for name, at in every_page(stored.cycle).items()}
    pages["share link"] = client.get(link).content.decode()

    for name, page in pages.items():
        assert [part for part in RAW if part in page] == [], name
        assert BROKEN.findall(page) == [], name
        assert as_shown(stored.cycle.name) in page, name
    aims = list(BusinessObjective.objects.values_list("name", flat=True))
    assert len(aims) == 5
    for name in ("alignment", "summary", "share link"):
        assert [aim for aim in aims if as_shown(aim) not in pages[name]] == [], name
    top = [row.name for row in found.credit.rows if row.pk]
    for name in ("alignment", "department finance"):
        assert [one for one in top if squeezed(one) not in squeezed(unescape(pages[name]))] == [], name
    finance = unescape(pages["department finance"])
    assert "€1,000\u202fbn" in finance
    assert "−1.00×" in finance
    assert all(proof.sentence in finance for proof in found.proofs)
    assert "€1,000,000,0" in finance

    _documents(stored, found, annex, top)


def _documents(stored, found, annex, top):
    files = {
        kind: written(found, annex, kind, said={}, issued="", now=NOW) for kind in (Kind.PDF, Kind.PPTX, Kind.XLSX)
    }
    slides, paper = words_of_pptx(files[Kind.PPTX]), squeezed(words_of_pdf(files[Kind.PDF]))
    assert off_the_slide(files[Kind.PPTX]) == []
    lines = [line.replace("\N{ZERO WIDTH SPACE}", "") for line in slides.splitlines()]
    assert [name for name in top if name[:60] not in "\n".join(lines)] == []
    assert [row.name for row in found.objectives if named(row.name) not in lines] == []
    assert "€1,000" in paper
    assert "−1.00×" in paper
    book = openpyxl.load_workbook(BytesIO(files[Kind.XLSX]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert set(Campaign.objects.values_list("name", flat=True)) <= texts
    assert any(FORMULA in text for text in texts)
    _fall_back(files[Kind.PPTX])


def _fall_back(content):
    """No run names a font for the letters of Arabic or Chinese, so that the program takes its theme's own for them."""
    archive = ZipFile(BytesIO(content))
    parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    slides = "".join(text for name, text in parts.items() if name.startswith(("ppt/slides/", "ppt/charts/")))
    theme = parts["ppt/theme/theme1.xml"]

    assert "<a:ea " not in slides
    assert "<a:cs " not in slides
    assert all(f'script="{one}"' in theme for one in ("Arab", "Jpan", "Hans", "Hang"))
    assert escape("東京 春のキャンペーン 한국어") in slides
