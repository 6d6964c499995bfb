"""{{ drawing.twin|twin_rows }}: the rows of a figure's table; {{ drawing.figure|still:size }}: its still picture.

Written in Python, as tables of campaigns are long.
"""

from collections.abc import Mapping

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.figures.drawing import Cell, Twin
from reports.figures.pictures import picture

register = template.Library()


@register.filter
def twin_rows(twin: Twin) -> SafeString:
    """Every text is escaped; numbers carry their full value for sorting and CSV."""
    rows = ("".join(map(_cell, row)) for row in twin.rows)
    return mark_safe("".join(f"<tr>{row}</tr>" for row in rows))  # noqa: S308 (every part is escaped below)


@register.filter
def still(figure: Mapping[str, object], size: str = "") -> SafeString:
    """The picture that stands until the library has drawn the figure; empty for kinds that only it can draw."""
    return mark_safe(picture(figure, size=size))  # noqa: S308 (labels are escaped, colours are known tokens)


def _cell(cell: Cell) -> str:
    if cell.is_number:
        return f'<td class="number" data-value="{escape(cell.value)}">{escape(cell.text)}</td>'
    return f"<td>{escape(cell.text)}</td>"
