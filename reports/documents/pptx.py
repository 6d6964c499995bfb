"""The board pack as PowerPoint: native tables and charts that people can edit, on a sober master of our own."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from organisation.core import show
from reports.documents.charts import LONGEST_LABEL, bar_chart, column_chart
from reports.documents.parts import Grid, KpiLine, ObjectiveLine, Pack
from reports.documents.slides import LEFT, LONGEST, WIDE, Deck, Row, pages, row_height

MOST_ROWS = 14  # of a table on a slide that is shown; the appendix has the others
TILES, MOST_TILES = 4.85, 4  # inches from above; how many stand side by side
UNDER_A_TABLE = 2.1  # inches that its rows may take when a chart stands below
UNDER_A_TITLE = 4.6  # inches that the rows of a table may take when a line stands below
COLUMN_HIGH = 4.5  # inches
OPENING = 7.6  # inches wide
A_LETTER = 0.1  # inches at the largest size
WEAKEST = "Objectives, weakest first"
SIZES = (12, 11, 10)  # points, the first that fits on one slide
LONGEST_COMMENT = 600


def pptx(told: Pack, *, now: datetime) -> bytes:
    """Seven or eight slides and an appendix; every campaign by name is in the Excel file."""
    house, cycle = show.shortened(told.organisation, LONGEST_LABEL), show.shortened(told.cycle, LONGEST_LABEL)
    deck = Deck(foot=f"{house} · {cycle} · as of {told.as_of} · {told.model}", made=now)
    _opening(deck, told)
    _kpis(deck, told)
    _objectives(deck, told)
    _money(deck, told)
    _credit(deck, told)
    rest = [_shown(deck, told.promises, widths=(2.9, 2.9, 1.9, 1.2, 0.8, 1.2, 1.7))]
    if told.ahead.rows:
        rest.append(_shown(deck, told.ahead, widths=(3.1, 1.2, 1.2, 1.0, 2.5, 3.6)))
    _decisions(deck, told)
    left = [one for one in rest if one is not None]
    for grid in (told.commentary, *left, *told.departments, told.worth, told.components, told.flow, told.restated,
                 told.definitions):  # fmt: skip
        _appendix(deck, grid)
        if grid is told.departments[0]:
            _appendix(deck, told.credit_table, widths=(3.3, 1.3, 1.1, 1.35, 1.9, 1.1, 0.85, 1.9))
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _opening(deck: Deck, told: Pack) -> None:
    slide = deck.slide(told.sentence)
    deck.paragraphs(slide, [told.warning], top=1.75, width=OPENING, size=20, colour="bad")
    below = 1.75 + (1.15 * _high(told.warning, OPENING, size=20) + 0.25 if told.warning else 0)
    deck.paragraphs(slide, told.points, top=below, width=OPENING, size=15)
    deck.paragraphs(slide, [told.score], left=9.3, top=1.45, width=3.4, size=66, serif=True)
    deck.paragraphs(slide, [told.score_note, told.score_moved], left=9.3, top=2.85, width=3.4, size=14, colour="ink-2")
    note = [f"{told.organisation}, {told.cycle}, {told.window}", told.issued, told.scope]
    deck.paragraphs(slide, note, top=6.05 if told.scope else 6.35, width=12.0, size=11, colour="ink-3")
    low = below + sum(_high(point, OPENING, size=15) + 0.12 for point in told.points)
    if low < TILES:
        _tiles(deck, slide, told.kpis[:MOST_TILES])


def _tiles(deck: Deck, slide: Any, rows: Sequence[KpiLine]) -> None:
    """The first KPIs as large numbers, each over what it is held against."""
    for at, row in enumerate(rows):
        left, width = LEFT + at * (WIDE - 2 * LEFT) / MOST_TILES, (WIDE - 2 * LEFT) / MOST_TILES - 0.2
        deck.paragraphs(
            slide, [show.shortened(row.name, 44)], left=left, top=TILES, width=width, size=11, colour="ink-2"
        )
        deck.paragraphs(slide, [row.actual], left=left, top=TILES + 0.25, width=width, size=26, serif=True)
        held = f"{row.variance} against plan" if row.plan else f"before {_with_change(row.before, row.change)}"
        deck.paragraphs(slide, [held], left=left, top=TILES + 0.78, width=width, size=11, colour="ink-3")


def _kpis(deck: Deck, told: Pack) -> None:
    heads = ("KPI", "Actual", "Due by now (plan)", "Variance", "Before", "Year ago", "Status", "Why")
    rows, widths = [_kpi(row) for row in told.kpis], (2.1, 1.0, 1.75, 0.9, 1.7, 1.7, 1.05, 2.5)
    for title, chosen in _parts(told.kpis_sentence or "Numbers against plan", rows, widths, size=11):
        deck.table(deck.slide(title), heads, chosen, widths=widths, right=(1, 2, 3, 4, 5), size=11)


def _kpi(row: KpiLine) -> Row:
    due = f"{row.due} ({row.plan})" if row.plan else row.due
    before, year = _with_change(row.before, row.change), _with_change(row.year_ago, row.year_change)
    return (
        (row.name, row.actual, due, row.variance, before, year, row.status, row.comment or row.cause),
        {3: row.variance_tone, 6: row.tone},
    )


def _with_change(value: str, change: str) -> str:
    return f"{value} ({change})" if change else value


def _objectives(deck: Deck, told: Pack) -> None:
    heads, widths = (
        ("Business objective", "Status", "Way", "Money / meant", "Pipeline in scope"),
        (5.2, 1.2, 0.9, 1.5, 1.6),
    )
    shown = told.objectives[:MOST_ROWS]
    is_cut = len(told.objectives) > len(shown)
    rows, widths = [_objective(row) for row in shown], (5.2, 1.2, 0.9, 1.5, 1.6)
    slide = deck.slide(told.objectives_sentence or WEAKEST)
    deck.table(slide, heads, rows, widths=widths, right=(2, 3, 4), size=12)
    if is_cut:
        words = f"The weakest {len(shown)} of {len(told.objectives)}; the Excel file has all of them."
        deck.paragraphs(slide, [words], top=6.6, width=12.0, size=11, colour="ink-2")
    known = [row for row in shown if row.spend_share is not None]
    if known:
        is_beside = len(pages([cells for cells, _ in rows], widths, size=12, room=UNDER_A_TABLE)) == 1
        slide = slide if is_beside else deck.slide("Where the money went, and where it was meant to go")
        bar_chart(
            slide,
            labels=[row.name for row in known],
            series=[
                ("Share of the money, %", "accent", [round(100 * (row.spend_share or 0), 1) for row in known]),
                ("Meant, %", "line-strong", [round(100 * row.target_share, 1) for row in known]),
            ],
            top=4.15 if is_beside else 1.6,
            height=2.6 if is_beside else 5.1,
        )


def _objective(row: ObjectiveLine) -> Row:
    cells = (row.name, row.status, row.progress_text, f"{row.money} / {row.target}", row.credited)
    return (cells, {1: row.tone})


def _money(deck: Deck, told: Pack) -> None:
    slide = deck.slide(told.money_sentence)
    chart, table = told.money_chart, told.money_table
    column_chart(
        slide, labels=chart.labels, series=[(one.name, one.colour, one.values) for one in chart.series], height=3.2
    )
    rows: list[Row] = [(row, {}) for row in (*table.rows, table.foot)]
    deck.table(slide, table.heads, rows, widths=(2.4, 2.2, 2.2, 2.2, 2.2), right=(1, 2, 3, 4), size=12, top=4.75)


def _credit(deck: Deck, told: Pack) -> None:
    slide = deck.slide(told.credit_chart.title)
    named = [bar for bar in told.credit_chart.bars if not bar.is_rest]
    if not named:
        return
    bar_chart(
        slide,
        labels=[bar.label for bar in named],
        series=[("Attributed pipeline", "accent", [bar.value for bar in named])],
        errors=[(bar.low, bar.high) for bar in named],
        width=7.0,
        height=5.0,
    )
    rest = [f"{bar.label}: {bar.text}" for bar in told.credit_chart.bars if bar.is_rest]
    said = [*rest, told.credit_chart.caption, told.credit_table.lede, *told.proofs]
    deck.paragraphs(slide, said, left=7.9, top=1.75, width=4.9, size=13, colour="ink-2")


def _shown(deck: Deck, grid: Grid, *, widths: Sequence[float]) -> Grid | None:
    """The first rows on one slide; what did not fit is counted beneath them and comes back for the appendix."""
    slide = deck.slide(grid.lede or grid.title)
    fitting = pages(grid.rows[:MOST_ROWS], widths, size=11, room=UNDER_A_TITLE)[0]
    rows: list[Row] = [(grid.rows[at], {}) for at in fitting]
    right = tuple(at for at, is_number in enumerate(grid.numeric) if is_number)
    deck.table(slide, grid.heads, rows, widths=widths, right=right, size=11)
    left = grid.rows[len(rows) :]
    if not left:
        return None
    words = f"{len(rows)} of {len(grid.rows)}; the other {len(left)} are in the appendix."
    deck.paragraphs(slide, [words], top=6.6, width=12.0, size=11, colour="ink-2")
    return Grid(f"{grid.title}, the other {len(left)}", "", grid.heads, grid.numeric, left)


def _decisions(deck: Deck, told: Pack) -> None:
    slide = deck.slide("Risks, and decisions asked")
    deck.paragraphs(slide, ["Risks"], top=1.55, width=5.8, size=16, serif=True)
    risks, decisions = _fitting(told.risks), _fitting(told.decisions)
    deck.paragraphs(slide, risks or ("No rule found one.",), top=2.0, width=5.8, size=13, numbered=bool(risks))
    deck.paragraphs(slide, ["Decisions asked"], left=6.9, top=1.55, width=5.8, size=16, serif=True)
    deck.paragraphs(slide, decisions or ("None.",), left=6.9, top=2.0, width=5.8, size=13, numbered=bool(decisions))


def _fitting(words: Sequence[str]) -> Sequence[str]:
    """As many as fit in a column of the slide; the last line counts those that stand in the PDF only."""
    left, shown = COLUMN_HIGH, list[str]()
    for at, word in enumerate(words):
        left -= _high(word, 5.8, size=13) + 0.06
        if left < 0:
            return [*shown, f"{len(words) - at} more in the PDF."]
        shown.append(word)
    return shown


def _appendix(deck: Deck, grid: Grid, *, widths: Sequence[float] = ()) -> None:
    """As many slides as the table needs, none for an empty one; in the largest letters that need only one."""
    everything: list[Row] = [(row, {}) for row in (*grid.rows, *([grid.foot] if grid.foot else []))]
    if not grid.rows:
        return
    widths, right = widths or _widths(grid), tuple(at for at, is_number in enumerate(grid.numeric) if is_number)
    found = [(size, _parts(grid.title, everything, widths, size=size, longest=LONGEST_COMMENT)) for size in SIZES]
    size, parts = next((one for one in found if len(one[1]) == 1), found[-1])
    for title, rows in parts:
        slide = deck.slide(title)
        deck.table(slide, grid.heads, rows, widths=widths, right=right, size=size, longest=LONGEST_COMMENT)


def _parts(
    title: str, rows: Sequence[Row], widths: Sequence[float], *, size: float, longest: int = LONGEST
) -> Sequence[tuple[str, Sequence[Row]]]:
    """Rows by slide, with the slide's title."""
    found = pages([cells for cells, _ in rows], widths, size=size, longest=longest)
    many = len(found) > 1
    return [
        (f"{title} ({number} of {len(found)})" if many else title, [rows[at] for at in chosen])
        for number, chosen in enumerate(found, 1)
    ]


def _high(word: str, width: float, *, size: float) -> float:
    return row_height((word,), (width,), size=size, longest=LONGEST_COMMENT)


def _widths(grid: Grid) -> Sequence[float]:
    """In inches: numbers are as narrow as they may be, what explains is wider than what names."""
    longest = [
        max(len(row[at]) for row in (*grid.rows, grid.heads, *([grid.foot] if grid.foot else [])))
        for at in range(len(grid.heads))
    ]
    numbers = {at: max(1.0, A_LETTER * longest[at] + 0.2) for at, is_number in enumerate(grid.numeric) if is_number}
    room = 12.0 - sum(numbers.values())
    shares = {at: 1.0 for at, is_number in enumerate(grid.numeric) if not is_number}
    if len(shares) > 1:
        shares[0] = 0.7
    return [numbers.get(at) or room * shares[at] / sum(shares.values()) for at in range(len(grid.heads))]
