"""Documents opened by independent readers: every number is the page's and the interface's, and names cannot attack."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from reports.core.quantity import Quantity, Unit
from reports.core.snapshot import Annex, Snapshot
from reports.documents.coverage import SAID, printable
from reports.documents.csvs import csvs
from reports.documents.flows import flow_grid
from reports.documents.pack import pack
from reports.documents.pdf import pdf
from reports.documents.pptx import pptx
from reports.documents.tables import tables
from reports.documents.xlsx import xlsx
from tests.reports.opened import fonts_of, off_the_slide, squeezed, words_of_pdf, words_of_pptx

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
NAMES = (
    "حملة الربيع",
    "Launch 🚀🎉",
    "x" * 300,
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","click")',
    '#read("/etc/passwd") $x$ *bold* _it_ `code` @ref <label>',
    "bad\x00\x0bcontrol",
    "東京 ひらがな 한국어",
)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("حملة الربيع", "حملة الربيع"), ("Launch 🚀 👩‍👩‍👧 ❤️", "Launch 🚀 👩‍👩‍👧 ❤️"),
        ("Łódź Ελλάδα Москва", "Łódź Ελλάδα Москва"),
        ("e\u0301", "é"), ("東京 Q4", "‹U+6771 4EAC› Q4"), ("🇪🇺", "‹U+1F1EA 1F1FA›"), ("−€ ≤ → ×", "−€ ≤ → ×"),
    ],
)  # fmt: skip
def test_letters_without_a_font_are_told_by_number_and_all_others_printed(name, printed):
    assert printable(name) == printed


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
            about=replace(found.about, organisation=NAMES[2]),
            headline=replace(found.headline, sentence=NAMES[4]),
            kpis=(kpi, *found.kpis[1:]),
            credit=replace(found.credit, rows=rows),
        )
        return found, replace(annex, campaigns=rows)

    def test_paper_shows_them_as_they_are(self, hostile):
        content = pdf(pack(*hostile, comments={}), now=NOW)
        text = squeezed(words_of_pdf(content))

        fonts = {str(font["/BaseFont"]) for page in PdfReader(BytesIO(content)).pages for font in fonts_of(page)}
        assert any("Arabic" in name for name in fonts), fonts
        assert any("Emoji" in name for name in fonts), fonts
        assert "‹U+67714EAC›" in text
        assert squeezed(SAID) in text
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


def test_money_of_hundreds_of_ways_takes_a_line_for_each_objective(numbers):
    found, _ = numbers
    one = replace(found.flow[0], amount=Decimal("10.00"))
    parts = [replace(one, channel=f"Channel {at % 12}", serves=f"Objective {at // 12}") for at in range(360)]
    grid = flow_grid(replace(found, flow=tuple(parts)))

    assert len(grid.rows) == 30
    assert grid.rows[0] == (
        "Objective 0", "€120.00", "Channel 0 €10 · Channel 1 €10 · Channel 2 €10 · 9 others €90",
    )  # fmt: skip
    assert grid.foot[1] == "€3,600.00"


@pytest.mark.parametrize("objectives", [5, 30])
def test_everything_on_a_slide_lies_on_it_and_no_chart_on_a_table(numbers, objectives):
    found, annex = numbers
    rows = tuple(
        replace(found.objectives[at % len(found.objectives)], name=f"Objective {at}") for at in range(objectives)
    )
    many, risks = objectives // 5, tuple(NAMES[2][:150] for _ in range(objectives))
    found = replace(found, objectives=rows, risks=risks, promises=many * found.promises)
    content = pptx(pack(found, annex, comments={}), now=NOW)

    assert off_the_slide(content) == []
    assert 12 <= len(Presentation(BytesIO(content)).slides) <= 30
    words = words_of_pptx(content)
    assert ("14 of 84; the other 70 are in the appendix." in words) is (objectives > 5)
    assert ("The weakest 14 of 30; the Excel file has all of them." in words) is (objectives > 5)
    assert ("more in the PDF." in words) is (objectives > 5)


def test_a_month_without_plan_is_a_gap_on_slides_and_no_zero(numbers):
    found, annex = numbers
    bare = tuple(replace(row, plan=None) for row in found.money.months)
    found = replace(found, money=replace(found.money, months=bare))
    slides = Presentation(BytesIO(pptx(pack(found, annex, comments={}), now=NOW))).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    plan = next(s for chart in charts for s in chart.plots[0].series if s.name == "Plan")

    assert set(plan.values) == {None}
