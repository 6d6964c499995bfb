"""A stored drawing, as pages take it."""

from collections.abc import Mapping
from typing import Any

from okrs.core.chart import Cell, Chart, Column, Twin


def chart_from(stored: Mapping[str, Any]) -> Chart:
    """The chart that `Chart.as_json` wrote."""
    columns = [Column(str(label), bool(is_number)) for label, is_number in stored["columns"]]
    rows = [[Cell(str(text), value) for text, value in row] for row in stored["rows"]]
    return Chart(
        finding=str(stored["finding"]),
        caption=str(stored["caption"]),
        figure=stored["figure"],
        twin=Twin(columns, rows),
        reading=str(stored["reading"]),
    )
