"""Documents opened by independent readers: every number is the page's and the interface's, and names cannot attack."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.urls import reverse
from pptx import Presentation
from pypdf import PdfReader

from organisation.core.show import compact_money, money
from people.models import Role
from reports.core.quantity import Quantity, Unit
from reports.core.snapshot import Annex, Snapshot
from reports.documents.csvs import csvs
from reports.documents.pack import pack
from reports.documents.parts import Pack
from reports.documents.pdf import pdf
from reports.documents.pptx import pptx
from reports.documents.tables import tables
from reports.documents.xlsx import xlsx
from tests import factories as make

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
NAMES = (
    "حملة الربيع",
    "Launch 🚀🎉",
    "x" * 300,
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","click")',
    '#read("/etc/passwd") $x$ *bold* _it_ `code` @ref <label>',
    "bad\x00\x0bcontrol",
)


def words_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def words_of_pptx(content: bytes) -> str:
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*texts, *cells])


def sheets(content: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in book}


def squeezed(text: str) -> str:
    return "".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def walked(told: Pack) -> Iterator[str]:
    """Everything that page, paper and slides say alike."""
    yield from (told.sentence, told.warning, told.score, told.score_moved, told.money_sentence, told.promises.lede)
    yield from (*told.points, *told.risks, *told.decisions, *told.proofs)
    for row in told.kpis:
        yield from (row.name, row.actual, row.due, row.plan, row.variance, row.status)
        yield from (row.before, row.change, row.year_ago, row.year_change)
    for line in told.objectives:
        yield from (line.name, line.status, line.money, line.target)


def test_every_number_is_the_same_on_the_page_in_the_interface_and_in_every_document(client, stored, numbers):
    found, annex = numbers
    cycle = stored.cycle
    told = pack(found, annex, comments={})
    client.force_login(make.user(Role.BOARD))
    page = squeezed(unescape(client.get(reverse("summary"), {"cycle": cycle.pk}).content.decode()))
    paper, slides = squeezed(words_of_pdf(pdf(told, now=NOW))), squeezed(words_of_pptx(pptx(told, now=NOW)))
    sheet = sheets(xlsx(tables(found, annex, comments={}), now=NOW))
    answer = client.get(reverse("api_report", args=[cycle.pk])).json()["snapshot"]

    assert found.about.currency == "EUR"
    for row, kept in zip(found.kpis, answer["kpis"], strict=True):
        typed = next(cells for cells in sheet["KPIs"] if cells[0] == row.label)
        assert kept["actual"]["value"] == (None if row.actual.value is None else format(row.actual.value, "f"))
        assert typed[2] == (None if row.actual.value is None else pytest.approx(float(row.actual.value)))
    for text in walked(told):
        assert squeezed(text) in page, text
        assert squeezed(text) in paper, text
        assert squeezed(text) in slides, text
    for line in told.objectives:  # paper draws the way of an objective
        assert squeezed(line.progress_text) in page
        assert squeezed(line.progress_text) in slides
    for kept, month in zip(answer["money"]["months"], found.money.months, strict=True):
        for name in ("plan", "forecast", "committed", "actual"):
            amount = getattr(month, name)
            assert kept[name] == (None if amount is None else format(amount, "f")), name
            assert squeezed(compact_money(amount, currency="EUR")) in page
            assert amount is None or squeezed(money(amount, currency="EUR")) in paper
            assert amount is None or squeezed(money(amount, currency="EUR")) in slides
    reconciled = {(row[0], row[1]): row[2] for row in sheet["Reconciled"][1:]}
    assert reconciled["Pipeline of the cycle", "CRM"] == pytest.approx(float(answer["credit"]["total"]))
    assert reconciled["Spend of the cycle", "Difference"] == 0


class TestBadNames:
    @pytest.fixture
    def hostile(self, numbers) -> tuple[Snapshot, Annex]:
        """A campaign of every name, amounts of 10¹² and a negative return."""
        found, annex = numbers
        one = replace(
            annex.campaigns[0],
            pipeline=Decimal("1000000000000.00"),
            low=Decimal("900000000000.00"),
            high=Decimal("1100000000000.00"),
            roi=Quantity(Decimal("-0.9700"), Unit.MULTIPLE),
        )
        rows = tuple(replace(one, pk=at + 1, name=name) for at, name in enumerate(NAMES))
        kpi = replace(found.kpis[0], label=NAMES[3], cause=NAMES[5], owner=NAMES[0])
        found = replace(
            found,
            about=replace(found.about, organisation=NAMES[3]),
            headline=replace(found.headline, sentence=NAMES[4]),
            kpis=(kpi, *found.kpis[1:]),
            credit=replace(found.credit, rows=rows),
        )
        return found, replace(annex, campaigns=rows)

    def test_paper_shows_them_as_they_are(self, hostile):
        content = pdf(pack(*hostile, comments={}), now=NOW)
        text = squeezed(words_of_pdf(content))

        assert squeezed(NAMES[3]) in text
        assert squeezed('#read("/etc/passwd") $x$ *bold*') in text
        assert "€1,000,000,000,000" in text
        assert "−0.97×" in text
        assert not any("/URI" in str(page.get("/Annots", "")) for page in PdfReader(BytesIO(content)).pages)

    def test_slides_and_sheets_hold_no_formula_and_no_link(self, hostile):
        slides = words_of_pptx(pptx(pack(*hostile, comments={}), now=NOW))
        book = openpyxl.load_workbook(BytesIO(xlsx(tables(*hostile, comments={}), now=NOW)))

        assert NAMES[3] in slides
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        assert NAMES[4] in {cell.value for cell in cells}

    def test_no_embedded_workbook_of_a_chart_holds_a_formula(self, hostile):
        file = ZipFile(BytesIO(pptx(pack(*hostile, comments={}), now=NOW)))
        books = [name for name in file.namelist() if name.endswith(".xlsx")]

        assert books
        for name in books:
            cells = [c for s in openpyxl.load_workbook(BytesIO(file.read(name))) for row in s.iter_rows() for c in row]
            assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []

    def test_a_spreadsheet_runs_nothing_out_of_the_csv_files(self, hostile):
        archive = ZipFile(BytesIO(csvs(tables(*hostile, comments={}), now=NOW)))
        rows = list(csv.reader(StringIO(archive.read("campaigns.csv").decode("utf-8-sig"))))

        assert f"'{NAMES[4]}" in [row[0] for row in rows]
        assert {row[9] for row in rows[1:-1]} == {"-0.9700"}

    def test_two_thousand_campaigns_fit(self, numbers):
        found, annex = numbers
        many = replace(annex, campaigns=annex.campaigns[:1] * 2000)

        paper = PdfReader(BytesIO(pdf(pack(found, many, comments={}), now=NOW)))
        typed = sheets(xlsx(tables(found, many, comments={}), now=NOW))

        assert len(paper.pages) < 25
        assert "1,850 more are in the Excel file." in " ".join(page.extract_text() for page in paper.pages)
        assert len(typed["Campaigns"]) == 1 + 2000 + 1


@pytest.mark.parametrize("objectives", [5, 30])
def test_everything_on_a_slide_lies_on_it_and_no_chart_on_a_table(numbers, objectives):
    found, annex = numbers
    rows = tuple(
        replace(found.objectives[at % len(found.objectives)], name=f"Objective {at}") for at in range(objectives)
    )
    found = replace(found, objectives=rows, risks=tuple(NAMES[2] for _ in range(objectives)))
    deck = Presentation(BytesIO(pptx(pack(found, annex, comments={}), now=NOW)))
    wide, tall = deck.slide_width, deck.slide_height

    for number, slide in enumerate(deck.slides, 1):
        charts = [shape.top for shape in slide.shapes if shape.has_chart]
        for shape in slide.shapes:
            if shape.has_table and charts and min(charts) > shape.top:
                assert shape.top + sum(row.height for row in shape.table.rows) <= min(charts), number
            rows = sum(row.height for row in shape.table.rows) if shape.has_table else 0
            assert shape.left >= 0, number
            assert shape.left + shape.width <= wide, number
            assert shape.top + max(rows, 0 if shape.has_table else shape.height) <= tall, number
    assert 12 <= len(deck.slides) <= 24
    assert ("more in the PDF." in words_of_pptx(pptx(pack(found, annex, comments={}), now=NOW))) is (objectives > 5)


def test_a_month_without_plan_is_a_gap_on_slides_and_no_zero(numbers):
    found, annex = numbers
    bare = tuple(replace(row, plan=None) for row in found.money.months)
    found = replace(found, money=replace(found.money, months=bare))
    slides = Presentation(BytesIO(pptx(pack(found, annex, comments={}), now=NOW))).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    plan = next(s for chart in charts for s in chart.plots[0].series if s.name == "Plan")

    assert set(plan.values) == {None}
