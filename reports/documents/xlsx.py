"""The board pack as Excel: every table typed, no formula, no link, and a sheet of definitions."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from reports.core.quantity import Quantity, Unit
from reports.documents.tables import Cell, Table

FORMATS = {
    Unit.MONEY: "#,##0.00",
    Unit.MONEY_PER_DAY: "#,##0.00",
    Unit.SHARE: "0.0%",
    Unit.MULTIPLE: '0.00"×"',
    Unit.COUNT: "#,##0.##",
}
WIDEST, NARROWEST = 60, 9


def xlsx(tables: Sequence[Table], *, now: datetime) -> bytes:
    """A sheet for each table, in order; text stays text whatever it begins with."""
    import xlsxwriter

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"author": "Sightline", "created": now.replace(tzinfo=None)})
    styles = _styles(book)
    for table in tables:
        _sheet(book, table, styles)
    book.close()
    return stream.getvalue()


def _sheet(book: Any, table: Table, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.name[:31])
    sheet.write_string(0, 0, table.title, styles["title"])
    sheet.write_string(1, 0, table.note, styles["note"])
    for at, head in enumerate(table.heads):
        sheet.write_string(3, at, head, styles["head"])
    widths = [len(head) for head in table.heads]
    for number, row in enumerate(table.rows, 4):
        for at, cell in enumerate(row):
            _write(sheet, number, at, cell, styles)
            widths[at] = max(widths[at], min(WIDEST, len(str(_value(cell)))))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, max(NARROWEST, width + 2))
    sheet.freeze_panes(4, 1)
    if table.rows:
        sheet.autofilter(3, 0, 3 + len(table.rows), len(table.heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    value = _value(cell)
    if value is None:
        sheet.write_blank(row, column, None, styles["plain"])
        if isinstance(cell, Quantity) and cell.reason:
            sheet.write_comment(row, column, cell.reason)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), styles["date"])  # noqa: DTZ001
    elif isinstance(value, Decimal | float | int):
        unit = cell.unit if isinstance(cell, Quantity) else Unit.COUNT
        sheet.write_number(row, column, float(value), styles[unit])
    else:
        sheet.write_string(row, column, value[:32_000], styles["plain"])


def _value(cell: Cell) -> Decimal | float | int | date | str | None:
    return cell.value if isinstance(cell, Quantity) else cell


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    styles = {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "note": book.add_format({**base, "font_color": "#646B79"}),
        "head": book.add_format({**base, "bold": True, "bottom": 1, "text_wrap": True}),
        "plain": book.add_format(base),
        "date": book.add_format({**base, "num_format": "d mmm yyyy", "align": "left"}),
    }
    for unit in Unit:
        styles[unit] = book.add_format({**base, "num_format": FORMATS.get(unit, "#,##0.##")})
    return styles
