"""Figures of the explorer: credit with intervals, models side by side, months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from organisation.core.show import money, number, percent
from reports.figures import theme
from reports.figures.drawing import Cell, Column, Drawing, Twin
from reports.figures.palette import SERIES

MOST_BARS = 12
ONE_LINE = theme.LONGEST_LINE
MOST_SERIES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A group's credit in money or milestones, with its 90 % interval, None where too few tell."""

    name: str
    amount: float
    milestones: float
    low: float | None = None
    high: float | None = None


def credit_bars(
    rows: Sequence[Bar],
    *,
    unattributed: Bar | None,
    finding: str,
    reading: str,
    caption: str,
    axis: str,
    group: str,
    several: str,
    currency: str = "",
) -> Drawing:
    """Horizontal bars, the largest on top, the unattributed in grey below; all rows are in the table."""
    shown, rest = list(rows[:MOST_BARS]), rows[MOST_BARS:]
    if rest:
        others = sum(row.amount for row in rest), sum(row.milestones for row in rest)
        shown.append(Bar(f"{len(rest)} others", *others))
    last = [unattributed] if unattributed else []
    colours = ["accent"] * len(shown[:MOST_BARS]) + ["f-none"] * len(shown[MOST_BARS:])
    known = [(row.low, row.high) if row.low is not None and row.high is not None else None for row in shown]
    hover = "%{y}: %{x:,.0f} " + currency if currency else "%{y}: %{x:,.1f}"
    traces = [
        theme.bars(
            x=[row.amount for row in bars],
            y=[theme.label(row.name) for row in bars],
            errors=known if bars is shown and any(known) else [],
            colour=colour,
            hover=hover,
        )
        for bars, colour in ((shown, colours), (last, "line-strong"))
    ]
    # A name of two lines takes the room of two.
    line = 34 if any(len(row.name) > ONE_LINE for row in shown) else 24
    height = max(320, line * (len(shown) + len(last)) + 80)
    picture = theme.figure(traces, x_title=axis, reversed_y=True, barmode="overlay", height=height)
    heads = [Column(group), *(Column(text, True) for text in (several, *_credit_heads(currency)))]
    table = [[Cell(row.name), _plain(row.milestones, 2), *_amounts(row, currency)] for row in [*rows, *last]]
    return Drawing(finding, caption, picture, Twin(heads, table), reading)


def model_dots(
    rows: Sequence[tuple[str, Mapping[str, float]]],
    *,
    models: Mapping[str, str],
    chosen: str,
    finding: str,
    reading: str,
    caption: str,
    group: str,
) -> Drawing:
    """Shares of credit by group: a line from the lowest model to the highest, a dot a model, the chosen one filled.

    `rows`: name and share by model. `models`: words by model, in the order of the table.
    """
    names = [theme.label(name) for name, _ in rows]
    lines: theme.Trace = {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
        "x": [edge for _, found in rows for edge in (*_ends(found), None)],
        "y": [place for name in names for place in (name, name, None)],
        "line": {"color": "line-strong", "width": 5},
    }  # fmt: skip
    others = _dots(rows, names, [model for model in models if model != chosen], models, "ink-3", symbol="circle-open")
    main = _dots(rows, names, [chosen], models, "accent", symbol="circle")
    heads = [Column(group), *(Column(word, True) for word in models.values())]
    table = [[Cell(name), *(_percent(found.get(model)) for model in models)] for name, found in rows]
    height = max(240, 40 * len(rows) + 70)
    frame = theme.figure(
        [lines, others, main],
        x_title="Share of credit, %",
        y_axis={"type": "category", "autorange": "reversed", "showgrid": False, "dtick": 1},
        x_axis={"showgrid": True, "rangemode": "tozero"},
        height=height,
    )
    return Drawing(finding, caption, frame, Twin(heads, table), reading)


def months_stacked(
    months: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    *,
    unattributed: Sequence[float],
    finding: str,
    caption: str,
    axis: str,
    currency: str = "",
) -> Drawing:
    """Columns by month, the largest series first and below, the unattributed in grey on top."""
    rest = series[MOST_SERIES:]
    shown = [*series[:MOST_SERIES]]
    colours = [*SERIES[:MOST_SERIES]][: len(shown)]
    if rest:
        shown.append((f"{len(rest)} others", [sum(values) for values in zip(*(v for _, v in rest), strict=True)]))
        colours.append("f-none")
    shown.append(("Unattributed", unattributed))
    colours.append("line")
    unit = "%{y:,.0f} " + currency if currency else "%{y:,.1f}"
    traces = [
        theme.columns(x=months, y=list(values), colour=colour, name=theme.label(name), hover=f"%{{x}}: {unit}")
        for (name, values), colour in zip(shown, colours, strict=True)
    ]
    frame = theme.figure(
        traces, y_title=axis, legend=True, barmode="stack", x_axis={"type": "category", "tickangle": "auto"}
    )
    heads = [Column("Month"), *(Column(name, True) for name, _ in [*series, ("Unattributed", [])])]
    everything = [values for _, values in [*series, ("", unattributed)]]
    table = [
        [Cell(month), *(_amount(values[at], currency) for values in everything)] for at, month in enumerate(months)
    ]
    return Drawing(finding, caption, frame, Twin(heads, table))


def _dots(
    rows: Sequence[tuple[str, Mapping[str, float]]],
    names: Sequence[str],
    models: Sequence[str],
    labels: Mapping[str, str],
    colour: str,
    *,
    symbol: str,
) -> theme.Trace:
    points = [(100 * found[model], name, labels[model])
              for (_, found), name in zip(rows, names, strict=True) for model in models if model in found]  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "showlegend": False,
        "x": [x for x, _, _ in points], "y": [y for _, y, _ in points], "text": [word for _, _, word in points],
        "marker": {"color": colour, "size": 9, "symbol": symbol, "line": {"width": 1.4, "color": colour}},
        "hovertemplate": "%{y}, %{text}: %{x:.1f} %<extra></extra>",
    }  # fmt: skip


def _ends(found: Mapping[str, float]) -> tuple[float, float]:
    return 100 * min(found.values(), default=0.0), 100 * max(found.values(), default=0.0)


def _credit_heads(currency: str) -> tuple[str, ...]:
    return (f"Credit, {currency}", "Low", "High") if currency else ("Low", "High")


def _amounts(row: Bar, currency: str) -> list[Cell]:
    ends = [_amount(row.low, currency), _amount(row.high, currency)]
    return [_amount(row.amount, currency), *ends] if currency else ends


def _amount(value: float | None, currency: str) -> Cell:
    return Cell(money(value, currency=currency), value) if currency else _plain(value, 2)


def _plain(value: float | None, digits: int) -> Cell:
    return Cell(number(value, digits=digits), value)


def _percent(share: float | None) -> Cell:
    return Cell(percent(share, digits=1), None if share is None else 100 * share)
