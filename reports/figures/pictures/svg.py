"""Elements of a picture: texts escaped, colours as custom properties."""

import html
import re
from collections.abc import Sequence

TOKEN = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(/[\d.]+)?")


def painted(token: object, *, of: str = "fill") -> str:
    """The attributes of a colour: painted("accent/0.3") is 'fill="var(--accent)" fill-opacity="0.3"'."""
    text = str(token)
    if not TOKEN.fullmatch(text):
        return f'{of}="none"'
    name, _, strength = text.partition("/")
    faint = f' {of}-opacity="{strength}"' if strength else ""
    return f'{of}="var(--{name})"{faint}'


def said(name: str, *, x: str, y: float, anchor: str = "start", colour: str = "ink-2") -> str:
    """A label, which may have several lines, around the height `y`."""
    lines = [html.escape(html.unescape(line), quote=False) for line in name.split("<br>")]
    first = y - 7.5 * (len(lines) - 1)
    rows = "".join(f'<tspan x="{x}" y="{first + 15 * at:g}">{line}</tspan>' for at, line in enumerate(lines))
    return f'<text text-anchor="{anchor}" dominant-baseline="central" {painted(colour)}>{rows}</text>'


def path(points: Sequence[tuple[float, float]], *, attributes: str) -> str:
    """A line through points."""
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{way}" vector-effect="non-scaling-stroke" {attributes}/>'
