"""A deck of slides drawn with native parts: text, tables and charts, placed in inches on a wide page."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from functools import cache
from math import ceil
from typing import IO, Any

from organisation.core import show
from reports.figures.palette import PALETTE

Row = tuple[Sequence[str], Mapping[int, str]]
"""The texts of a row, and the tone of some of its cells by column."""
WIDE, TALL = 13.333, 7.5
LEFT = 0.65
SERIF, SANS = "Georgia", "Calibri"
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
LETTER = 0.52
WIDER = 0.2  # inches
LONGEST = 180  # characters of a cell, where nothing else is said
TONES = {"good": "good", "warn": "warn", "bad": "bad"}


class Deck:
    """Slides in the order in which they are added."""

    def __init__(self, *, foot: str, made: datetime) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDE), Inches(TALL)
        self.foot = foot
        core = self.file.core_properties
        core.title, core.author, core.created, core.modified = foot, "Sightline", made, made
        core.last_modified_by = "Sightline"

    def slide(self, title: str) -> Any:
        """A slide with its title as a real title, a line, the source and its number."""
        from pptx.oxml.ns import qn
        from pptx.util import Inches, Pt

        slide = self.file.slides.add_slide(self.file.slide_layouts[5])
        heading = slide.shapes.title
        heading.left, heading.top, heading.width, heading.height = map(Inches, (LEFT, 0.45, WIDE - 2 * LEFT, 1.0))
        heading.text_frame.word_wrap, heading.text_frame.margin_left = True, 0
        _write(heading.text_frame, [title], size=26 if len(title) < 90 else 20, colour="ink", font=SERIF)
        rule = slide.shapes.add_connector(1, Inches(LEFT), Inches(6.95), Inches(WIDE - LEFT), Inches(6.95))
        rule.line.color.rgb, rule.line.width = rgb("line"), Pt(0.75)
        rule._element.remove(rule._element.find(qn("p:style")))  # it brings the theme's shadow
        self.paragraphs(slide, [self.foot], top=7.0, width=11.0, size=9, colour="ink-3")
        number = str(len(self.file.slides))
        self.paragraphs(slide, [number], left=WIDE - LEFT - 0.6, top=7.0, width=0.6, size=9, colour="ink-3", right=True)
        return slide

    def paragraphs(
        self, slide: Any, words: Sequence[str], *, left: float = LEFT, top: float, width: float, size: float,
        colour: str = "ink", serif: bool = False, numbered: bool = False, right: bool = False,
    ) -> None:  # fmt: skip
        from pptx.util import Inches

        said = [word for word in words if word]
        if not said:
            return
        box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.4))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        shown = [f"{at}. {word}" for at, word in enumerate(said, 1)] if numbered else said
        _write(frame, shown, size=size, colour=colour, font=SERIF if serif else SANS, right=right)

    def table(
        self, slide: Any, heads: Sequence[str], rows: Sequence[Row], *, widths: Sequence[float],
        right: Sequence[int] = (), size: float = 12, top: float = 1.6, longest: int = LONGEST,
    ) -> None:  # fmt: skip
        from pptx.util import Inches

        if not rows:
            self.paragraphs(slide, ["Nothing to show."], top=top, width=6.0, size=13, colour="ink-2")
            return
        room = WIDE - 2 * LEFT
        scale = room / sum(widths)
        frame = slide.shapes.add_table(
            len(rows) + 1, len(heads), Inches(LEFT), Inches(top), Inches(room), Inches(0.28 * (len(rows) + 1))
        )
        table = frame.table
        _plain_style(table)
        for at, width in enumerate(widths):
            table.columns[at].width = Inches(width * scale)
        for at, word in enumerate(heads):
            _cell(
                table.cell(0, at), word, size=size - 1, colour="ink-3", place=_place(at, right), bold=True, is_head=True
            )
        for number, (cells, tones) in enumerate(rows, 1):
            sized = [width * scale for width in widths]
            table.rows[number].height = Inches(row_height(cells, sized, size=size, longest=longest))
            for at, word in enumerate(cells):
                colour = TONES.get(tones.get(at, ""), "ink")
                said = show.shortened(word, longest)
                _cell(table.cell(number, at), said, size=size, colour=colour, place=_place(at, right), bold=at == 0)

    def save(self, stream: IO[bytes]) -> None:
        self.file.save(stream)


def pages(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float, room: float = 5.0, longest: int = LONGEST
) -> list[list[int]]:
    """The numbers of the rows that fit on each slide, `room` inches high; every slide has at least one."""
    scale = (WIDE - 2 * LEFT) / sum(widths)
    found: list[list[int]] = [[]]
    left = room
    for number, cells in enumerate(rows):
        height = row_height(cells, [width * scale for width in widths], size=size, longest=longest)
        if height > left and found[-1]:
            found.append([])
            left = room
        found[-1].append(number)
        left -= height
    return found


def row_height(cells: Sequence[str], widths: Sequence[float], *, size: float, longest: int = LONGEST) -> float:
    """In inches, as letters of a mean width of half their size break into lines."""
    lines = [
        ceil(max(1, min(len(cell), longest)) * size * LETTER / 72 / max(width - 0.12, 0.2))
        for cell, width in zip(cells, widths, strict=True)
    ]
    return max(lines) * size * 1.2 / 72 + 0.07


def _place(at: int, right: Sequence[int]) -> tuple[bool, float]:
    """Whether a column stands right, and its margin: words after a number keep their distance from it."""
    return at in right, WIDER if at not in right and at - 1 in right else 0.06


def _cell(
    cell: Any, word: str, *, size: float, colour: str, place: tuple[bool, float], bold: bool, is_head: bool = False
) -> None:
    from pptx.util import Inches

    right, margin = place
    _rule_below(cell, strong=is_head)
    cell.margin_left, cell.margin_right = Inches(margin), Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.035)
    body = cell._tc.txBody
    body.getparent().replace(body, _body(word, size=size, colour=colour, right=right, bold=bold))


def _body(word: str, *, size: float, colour: str, right: bool, bold: bool) -> Any:
    """The text of a cell in one piece: properties set one by one take most of a deck's time.

    An empty cell gets a space, because without any text it would be as high as the letters of the master.
    """
    from xml.sax.saxutils import escape

    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    code, said = PALETTE[colour][0].lstrip("#").upper(), escape(clean(word)) or show.SPACE
    return parse_xml(
        f'<a:txBody {nsdecls("a")}><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{"r" if right else "l"}"/>'
        f'<a:r><a:rPr lang="en-GB" sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{code}"/>'
        f'</a:solidFill><a:latin typeface="{SANS}"/></a:rPr><a:t>{said}</a:t></a:r></a:p></a:txBody>'
    )


def _write(
    frame: Any, words: Sequence[str], *, size: float, colour: str, font: str, right: bool = False, bold: bool = False
) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    for at, word in enumerate(words):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        if at:
            paragraph.space_before = Pt(size * 0.45)
        run = paragraph.add_run()
        run.text = clean(word)
        run.font.size, run.font.name, run.font.bold = Pt(size), font, bold
        run.font.color.rgb = rgb(colour)


def _plain_style(table: Any) -> None:
    """No banding and no colours; hairlines are drawn under each row."""
    table.first_row, table.horz_banding = True, False
    style = table._tbl.tblPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId")
    if style is not None:
        style.text = NO_STYLE


def _rule_below(cell: Any, *, strong: bool) -> None:
    cell._tc.get_or_add_tcPr().insert(0, deepcopy(_rule("line-strong" if strong else "line")))


@cache
def _rule(token: str) -> Any:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    colour = PALETTE[token][0].lstrip("#").upper()
    return parse_xml(f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>')


def clean(word: str) -> str:
    """Control characters are not allowed in its XML."""
    return "".join(letter for letter in word if letter >= " " or letter in "\t").strip()


@cache
def rgb(token: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(PALETTE[token][0].lstrip("#").upper())
