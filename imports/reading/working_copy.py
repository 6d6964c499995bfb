"""The data lines of a text file as plain UTF-8 with LF, which is all that the fast reader is given."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from imports.core.encoding import text_chunks
from imports.core.sniff import Layout


def write_working_copy(stream: BinaryIO, layout: Layout, path: Path) -> int:
    """Write the lines from `first_data_line` on; returns how many physical lines were written."""
    lines = 0
    ended = True
    with path.open("w", encoding="utf-8", newline="") as out:
        pieces = _after(_unix(text_chunks(stream, layout.encoding)), layout.first_data_line - 1)
        for piece in _first_table(pieces) if layout.next_table else pieces:
            out.write(piece)
            lines += piece.count("\n")
            ended = piece.endswith("\n") if piece else ended
        if not ended:
            out.write("\n")
    return lines + (not ended)


def next_table(stream: BinaryIO, layout: Layout) -> int | None:
    """The line on which another table begins in a file with comments: the first filled one after a blank one."""
    if not layout.is_commented:
        return None
    text = "".join(_unix(text_chunks(stream, layout.encoding)))
    blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        if number >= layout.first_data_line:
            filled = bool(line.strip().lstrip("#").strip(" ,;-\t"))
            if blank and filled:
                return number
            blank = blank or not line.strip()
    return None


def _unix(chunks: Iterator[str]) -> Iterator[str]:
    """CRLF and lone CR become LF, also where a pair lies across two chunks."""
    held = ""
    for chunk in chunks:
        text = held + chunk
        held = "\r" if text.endswith("\r") else ""
        yield text[: len(text) - len(held)].replace("\r\n", "\n").replace("\r", "\n")
    if held:
        yield "\n"


def _after(chunks: Iterator[str], lines: int) -> Iterator[str]:
    """What follows the first `lines` line ends."""
    for chunk in chunks:
        place = 0
        while lines and (found := chunk.find("\n", place)) >= 0:
            place = found + 1
            lines -= 1
        if not lines:
            yield chunk[place:]


def _first_table(pieces: Iterator[str]) -> Iterator[str]:
    """What stands before the first blank line; such files are small."""
    yield "".join(pieces).split("\n\n")[0].removesuffix("\n") + "\n"
