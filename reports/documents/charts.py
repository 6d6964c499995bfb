"""Native charts of the slides: people can edit their numbers, and no label of theirs becomes a formula or a link."""

from collections.abc import Sequence
from typing import Any

from reports.documents.scales import marks
from reports.documents.slides import LEFT, SANS, WIDE, clean, rgb

FORMULA = ("=", "{")
LINKS = ("http://", "https://", "ftp://", "ftps://", "mailto:", "internal:", "external:", "file://")
SCALES = ((1e10, '#,##0,,," bn"'), (1e7, '#,##0,," M"'), (1e4, '#,##0," k"'))
LONGEST_LABEL = 60
Series = tuple[str, str, Sequence[float | None]]
"""Name, colour and values."""
Interval = tuple[float | None, float | None]


def bar_chart(
    slide: Any, *, labels: Sequence[str], series: Sequence[Series],
    errors: Sequence[Interval] = (), top: float = 1.6, width: float | None = None,
    height: float = 4.5,
) -> None:  # fmt: skip
    from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE

    kind = XL_CHART_TYPE.BAR_CLUSTERED
    chart = _chart(slide, kind, labels, series, top=top, width=width, height=height, errors=errors)
    chart.category_axis.reverse_order = True
    chart.value_axis._element.crosses.val = XL_AXIS_CROSSES.MAXIMUM  # of reversed categories: below the bars
    if any(low is not None for low, _ in errors):
        _whiskers(chart.plots[0].series[0], series[0][2], errors)


def column_chart(
    slide: Any, *, labels: Sequence[str], series: Sequence[Series],
    top: float = 1.5, height: float = 4.5,
) -> None:  # fmt: skip
    from pptx.enum.chart import XL_CHART_TYPE

    _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, labels, series, top=top, width=None, height=height)


def _chart(
    slide: Any, kind: Any, labels: Sequence[str], series: Sequence[Series],
    *, top: float, width: float | None, height: float, errors: Sequence[Interval] = (),
) -> Any:  # fmt: skip
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    data = CategoryChartData(number_format="#,##0.##")
    data.categories = [_inert(clean(word)[:LONGEST_LABEL]) for word in labels]
    for name, _, values in series:
        data.add_series(_inert(clean(name)), values)
    room = width or WIDE - 2 * LEFT
    frame = slide.shapes.add_chart(kind, Inches(LEFT), Inches(top), Inches(room), Inches(height), data)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(11), SANS
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.plots[0].gap_width = 60
    chart.value_axis.major_gridlines.format.line.color.rgb = rgb("line")
    chart.value_axis.format.line.fill.background()
    _scale(chart, series, errors)
    for one, (_, colour, _) in zip(chart.plots[0].series, series, strict=True):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = rgb(colour)
        one.invert_if_negative = False
    return chart


def _scale(chart: Any, series: Sequence[Series], errors: Sequence[Interval]) -> None:
    """Ticks in thousands, millions or billions, as the largest value asks; categories are named below negative bars.

    Left alone, a scale may begin above 0, and end before an interval does.
    """
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    drawn = [*(values for *_, values in series), *errors]
    known = [value for values in drawn for value in values if value is not None]
    peak = max(map(abs, known), default=0.0)
    ruled = marks(peak)
    if ruled and min(known) >= 0:
        axis = chart.value_axis
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0.0, ruled[-1], ruled[1]
    ticks = chart.value_axis.tick_labels
    ticks.number_format = next((written for least, written in SCALES if peak >= least), "#,##0")
    ticks.number_format_is_linked = False
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _whiskers(series: Any, values: Sequence[float | None], intervals: Sequence[Interval]) -> None:
    """Error bars of our own widths, which python-pptx has no words for."""
    from lxml import etree
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    def points(name: str, lengths: Sequence[float]) -> str:
        each = "".join(f'<c:pt idx="{at}"><c:v>{length:.2f}</c:v></c:pt>' for at, length in enumerate(lengths))
        count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(lengths)}"/>'
        return f"<c:{name}><c:numLit>{count}{each}</c:numLit></c:{name}>"

    drawn = [(value or 0.0, *interval) for value, interval in zip(values, intervals, strict=True)]
    up = [0.0 if high is None else max(0.0, high - value) for value, _, high in drawn]
    down = [0.0 if low is None else max(0.0, value - low) for value, low, _ in drawn]
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/>{points("plus", up)}{points("minus", down)}'
        '<c:spPr><a:ln w="12700"><a:solidFill><a:srgbClr val="171B24"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element = series._element
    before = element.find(etree.QName(element.nsmap["c"], "cat").text)
    before.addprevious(bars)


def _inert(word: str) -> str:
    """A label that a chart's own workbook takes for text: it would run what begins with =, and link addresses."""
    return f"\N{ZERO WIDTH SPACE}{word}" if word[:1] in FORMULA or word.startswith(LINKS) else word
