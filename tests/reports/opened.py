"""Documents as independent readers open them."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
from pptx import Presentation
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject


def words_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def fonts_of(page: PageObject) -> list[DictionaryObject]:
    """The fonts that a page of a PDF draws with."""
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def words_of_pptx(content: bytes) -> str:
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    named = [str(name) for chart in _charts(shapes) for name in chart.plots[0].categories]
    return "\n".join([*texts, *cells, *named])


def series_of_pptx(content: bytes) -> dict[str, list[float | None]]:
    """The values that charts are drawn from, by the name of their series."""
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    return {one.name: list(one.values) for chart in _charts(shapes) for one in chart.plots[0].series}


def off_the_slide(content: bytes) -> list[str]:
    """What does not lie on its slide, or where a chart lies on a table."""
    deck, wrong = Presentation(BytesIO(content)), []
    for number, slide in enumerate(deck.slides, 1):
        charts = [shape.top for shape in slide.shapes if shape.has_chart]
        for shape in slide.shapes:
            rows = sum(row.height for row in shape.table.rows) if shape.has_table else 0
            low = shape.top + max(rows, 0 if shape.has_table else shape.height)
            if shape.left < 0 or shape.left + shape.width > deck.slide_width or low > deck.slide_height:
                wrong.append(f"slide {number}: {shape.name} reaches over its edge")
            if shape.has_table and charts and min(charts) > shape.top and shape.top + rows > min(charts):
                wrong.append(f"slide {number}: a chart lies on {shape.name}")
    return wrong


def _charts(shapes: list) -> list:
    return [shape.chart for shape in shapes if shape.has_chart]


def sheets(content: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in book}


def files_of_csv(content: bytes) -> dict[str, list[list[str]]]:
    """Rows by file, without their heads."""
    archive = ZipFile(BytesIO(content))
    texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.reader(StringIO(text)))[1:] for name, text in texts.items()}


def squeezed(text: str) -> str:
    """Without the spaces and places to break at which lines end differently on page and paper."""
    return "".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())
