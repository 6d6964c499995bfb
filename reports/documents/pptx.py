"""The board pack as PowerPoint: native tables and charts that people can edit, on a sober master of our own."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from reports.documents.parts import Grid, KpiLine, ObjectiveLine, Pack
from reports.documents.slides import Deck, pages, row_height

if TYPE_CHECKING:
    from reports.documents.slides import Row

MOST_ROWS = 12  # of a slide's table
UNDER_A_TABLE = 2.1  # inches that its rows may take when a chart stands below
COLUMN_HIGH = 4.5  # inches
WEAKEST = "Objectives, weakest first"
APPENDIX_SIZE = 9


def pptx(told: Pack, *, now: datetime) -> bytes:
    """Seven slides and an appendix; what is longer than a screen is in the Excel file."""
    deck = Deck(foot=f"{told.organisation} · {told.cycle} · as of {told.as_of} · {told.model}", made=now)
    _opening(deck, told)
    _kpis(deck, told)
    _objectives(deck, told)
    _money(deck, told)
    _credit(deck, told)
    _promises(deck, told)
    if told.ahead.rows:
        _ahead(deck, told)
    _decisions(deck, told)
    for grid in (*told.departments, told.components, told.definitions):
        _appendix(deck, grid)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _opening(deck: Deck, told: Pack) -> None:
    slide = deck.slide(told.sentence)
    deck.paragraphs(slide, [told.warning], top=2.55, width=7.6, size=20, colour="bad")
    deck.paragraphs(slide, told.points, top=3.95, width=7.6, size=15)
    deck.paragraphs(slide, [told.score], left=9.3, top=1.75, width=3.4, size=66, serif=True)
    deck.paragraphs(slide, [told.score_note, told.score_moved], left=9.3, top=3.2, width=3.4, size=14, colour="ink-2")
    note = [f"{told.organisation}, {told.cycle}, {told.window}", *([told.issued] if told.issued else [])]
    deck.paragraphs(slide, note, top=6.2, width=12.0, size=12, colour="ink-3")


def _kpis(deck: Deck, told: Pack) -> None:
    slide = deck.slide("Numbers against plan")
    heads = ("KPI", "Actual", "Due by now (plan)", "Variance", "Before", "Year ago", "Status", "Why")
    rows = [_kpi(row) for row in told.kpis]
    deck.table(slide, heads, rows, widths=(2.3, 1.1, 1.75, 1.0, 1.45, 1.45, 1.05, 2.6), right=(1, 2, 3, 4, 5), size=11)


def _kpi(row: KpiLine) -> "Row":
    due = f"{row.due} ({row.plan})" if row.plan else row.due
    before = f"{row.before} {row.change}".strip()
    year = f"{row.year_ago} {row.year_change}".strip()
    why = " ".join(part for part in (row.comment or row.cause,) if part)
    return (
        (row.name, row.actual, due, row.variance, before, year, row.status, why),
        {3: row.variance_tone, 6: row.tone},
    )


def _objectives(deck: Deck, told: Pack) -> None:
    shown = told.objectives[:MOST_ROWS]
    is_cut = len(told.objectives) > len(shown)
    slide = deck.slide(f"The weakest {len(shown)} of {len(told.objectives)} objectives" if is_cut else WEAKEST)
    heads = ("Business objective", "Status", "Way", "Money / meant", "Pipeline in scope")
    rows, widths = [_objective(row) for row in shown], (5.2, 1.2, 0.9, 1.5, 1.6)
    deck.table(slide, heads, rows, widths=widths, right=(2, 3, 4), size=12)
    known = [row for row in shown if row.spend_share is not None]
    if known:
        is_beside = len(pages([cells for cells, _ in rows], widths, size=12, room=UNDER_A_TABLE)) == 1
        slide = slide if is_beside else deck.slide("Where the money went, and where it was meant to go")
        deck.bar_chart(
            slide,
            labels=[row.name for row in known],
            series=[
                ("Share of the money, %", "accent", [round(100 * (row.spend_share or 0), 1) for row in known]),
                ("Meant, %", "line-strong", [round(100 * row.target_share, 1) for row in known]),
            ],
            top=4.15 if is_beside else 1.6,
            height=2.6 if is_beside else 5.1,
        )


def _objective(row: ObjectiveLine) -> "Row":
    cells = (row.name, row.status, row.progress_text, f"{row.money} / {row.target}", row.credited)
    return (cells, {1: row.tone})


def _money(deck: Deck, told: Pack) -> None:
    slide = deck.slide(told.money_sentence)
    chart, table = told.money_chart, told.money_table
    deck.column_chart(
        slide, labels=chart.labels, series=[(one.name, one.colour, one.values) for one in chart.series], height=3.2
    )
    rows: list[Row] = [(row, {}) for row in (*table.rows, table.foot)]
    deck.table(slide, table.heads, rows, widths=(2.4, 2.2, 2.2, 2.2, 2.2), right=(1, 2, 3, 4), size=12, top=4.75)


def _credit(deck: Deck, told: Pack) -> None:
    slide = deck.slide(told.credit_chart.title)
    named = [bar for bar in told.credit_chart.bars if not bar.is_rest]
    if not named:
        return
    deck.bar_chart(
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


def _promises(deck: Deck, told: Pack) -> None:
    slide = deck.slide(told.promises.lede)
    grid = told.promises
    rows: list[Row] = [(row, {}) for row in grid.rows[:MOST_ROWS]]
    deck.table(slide, grid.heads, rows, widths=(2.9, 3.0, 1.6, 1.2, 0.9, 1.1, 1.9), right=(2, 3, 4), size=11)


def _ahead(deck: Deck, told: Pack) -> None:
    grid = told.ahead
    slide = deck.slide(grid.lede or grid.title)
    rows: list[Row] = [(row, {}) for row in grid.rows[:MOST_ROWS]]
    deck.table(slide, grid.heads, rows, widths=(3.1, 1.2, 1.2, 1.0, 2.5, 3.6), right=(3, 4), size=11)


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
        left -= row_height((word,), (5.8,), size=13) + 0.06
        if left < 0:
            return [*shown, f"{len(words) - at} more in the PDF."]
        shown.append(word)
    return shown


def _appendix(deck: Deck, grid: Grid) -> None:
    """As many slides as the table needs."""
    everything = [*grid.rows, *([grid.foot] if grid.foot else [])]
    widths, right = _widths(grid), tuple(at for at, is_number in enumerate(grid.numeric) if is_number)
    found = pages(everything, widths, size=APPENDIX_SIZE)
    for number, chosen in enumerate(found, 1):
        title = grid.title if len(found) == 1 else f"{grid.title} ({number} of {len(found)})"
        rows: list[Row] = [(everything[at], {}) for at in chosen]
        deck.table(deck.slide(title), grid.heads, rows, widths=widths, right=right, size=APPENDIX_SIZE)


def _widths(grid: Grid) -> Sequence[float]:
    """In inches: numbers are narrow, the last words of a row wide."""
    words = [at for at, is_number in enumerate(grid.numeric) if not is_number]
    narrow = sum(grid.numeric) * 1.3
    share = (12.0 - narrow) / len(words)
    return [1.3 if is_number else share for is_number in grid.numeric]
