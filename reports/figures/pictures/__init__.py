"""Still pictures of figures as SVG: seen at once, before the drawing library has come and without it."""

from collections.abc import Mapping, Sequence

from reports.figures.pictures.flow import flow
from reports.figures.pictures.frame import Frame
from reports.figures.pictures.marks import marks

HEIGHTS = {"short": 220, "tall": 460}
KINDS = {"bar", "scatter"}
MOST_POINTS = 2_000
"""Beyond that the library draws alone: a still picture would weigh more than what it saves."""


def picture(figure: Mapping[str, object], *, size: str = "") -> str:
    """The figure as one SVG element that fills its place's width; empty for kinds it does not know.

    Colours are custom properties of the page, so that the picture follows its theme.
    """
    found, layout = figure.get("data"), figure.get("layout")
    traces = [one for one in found if isinstance(one, dict)] if isinstance(found, Sequence) else []
    own = layout.get("height") if isinstance(layout, dict) else None
    height = own if isinstance(own, int) else HEIGHTS.get(size, 320)
    kinds = {str(one.get("type", "scatter")) for one in traces}
    if kinds == {"sankey"}:
        inside = flow(traces[0], height=height)
    elif kinds and kinds <= KINDS and _points(traces) <= MOST_POINTS:
        frame = Frame.of(traces, layout if isinstance(layout, dict) else {}, height=height)
        inside = marks(traces, frame) if frame else ""
    else:
        return ""
    return f'<svg class="picture" width="100%" height="{height}" aria-hidden="true">{inside}</svg>' if inside else ""


def _points(traces: Sequence[Mapping[str, object]]) -> int:
    return sum(len(x) for one in traces if isinstance(x := one.get("x"), Sequence))
