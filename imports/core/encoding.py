"""Which characters a text file's bytes mean. Decided on the whole file, because one bad byte may sit at its end."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from imports.core.refusals import FileRefused

CHUNK = 1 << 20
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec name, the bytes of the mark to skip, and whether it was read off the file or assumed."""

    name: str
    mark: int
    assumed: bool


def encoding_of(stream: BinaryIO) -> Encoding:
    """Byte order marks first, then the shape of UTF-16, then strict UTF-8, then Windows-1252.

    Raises FileRefused for NUL bytes, for bytes that are text in no encoding, and for files that mix two.
    """
    head = stream.read(CHUNK)
    stream.seek(0)
    for mark, name in _BOMS:
        if head.startswith(mark):
            _must_decode(stream, name, len(mark))
            return Encoding(name=name, mark=len(mark), assumed=False)
    unmarked = _unmarked_utf16(head)
    if unmarked:
        _must_decode(stream, unmarked, 0)
        return Encoding(name=unmarked, mark=0, assumed=True)
    return _eight_bit(stream)


def text_chunks(stream: BinaryIO, encoding: Encoding) -> Iterator[str]:
    """The file's text in pieces of about a million characters, without its mark."""
    stream.seek(encoding.mark)
    decoder = codecs.getincrementaldecoder(encoding.name)()
    while piece := stream.read(CHUNK):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every second byte: odd places for little-endian, even for big."""
    half = len(head) // 2
    if half < 2:
        return None
    if head[1::2].count(0) > 0.4 * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.4 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _eight_bit(stream: BinaryIO) -> Encoding:
    failed_at = _first_undecodable(_chunks(stream), "utf-8", zero_refused=True)
    if failed_at is None:
        return Encoding(name="utf-8", mark=0, assumed=False)
    if _proper_utf8_before(stream, failed_at):
        line = _line_of(stream, failed_at)
        raise FileRefused(
            f"The file mixes two encodings: it is UTF-8 up to line {line - 1} and not from line {line} on. "
            "Export it again in one encoding, or name the encoding to read it with."
        )
    outside = _first_undecodable(_chunks(stream), "cp1252", zero_refused=True)
    if outside is not None:
        raise FileRefused(
            f"Line {_line_of(stream, outside)} holds bytes that are text neither in UTF-8 nor in Windows-1252. "
            "Export the file again as UTF-8."
        )
    return Encoding(name="cp1252", mark=0, assumed=True)


def _must_decode(stream: BinaryIO, name: str, mark: int) -> None:
    stream.seek(mark)
    failed_at = _first_undecodable(iter(lambda: stream.read(CHUNK), b""), name, zero_refused=name == "utf-8")
    stream.seek(0)
    if failed_at is None:
        return
    label = name.upper()
    where = "at its end: it looks cut off" if name.startswith("utf-16") else f"on line {_line_of(stream, failed_at)}"
    raise FileRefused(f"The file says it is {label} but stops being so {where}. Export it again.")


def _first_undecodable(chunks: Iterable[bytes], name: str, *, zero_refused: bool) -> int | None:
    decoder = codecs.getincrementaldecoder(name)()
    seen = 0
    for piece in chunks:
        if zero_refused and b"\x00" in piece:
            place = seen + piece.index(b"\x00") + 1
            raise FileRefused(f"Byte {place} of the file is NUL, so it is not a text table. Export it again as CSV.")
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            return seen - pending + error.start
        seen += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return max(seen - 1, 0)
    return None


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(CHUNK):
        yield piece


def _proper_utf8_before(stream: BinaryIO, end: int) -> bool:
    """Whether the part that did decode used UTF-8's longer characters at all, or was plain ASCII."""
    seen = 0
    for piece in _chunks(stream):
        if _MULTIBYTE.search(piece[: max(end - seen, 0)]):
            return True
        seen += len(piece)
        if seen >= end:
            return False
    return False


def _line_of(stream: BinaryIO, place: int) -> int:
    line, seen = 1, 0
    for piece in _chunks(stream):
        line += piece[: max(place - seen, 0)].count(b"\n")
        seen += len(piece)
        if seen >= place:
            break
    return line
