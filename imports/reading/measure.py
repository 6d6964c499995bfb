"""What opening a workbook would cost, found by unpacking it in small pieces; nothing that it declares is believed.

The reader keeps one sheet in memory: the whole rectangle that its cells span, with a copy of every text.
"""

import re
from array import array
from collections.abc import Iterator
from copy import copy
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from imports.core.refusals import FileRefused
from imports.reading.limits import LIMITS, must_not_exceed

CELL, TEXT = 32, 32  # bytes that the reader needs for a cell, and for a text beside its letters
_PIECE = 1 << 20
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>(?:<(?:\w+:)?v>(\d{1,9})<)?")
_PLACE = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,8})"')
_SHARED = re.compile(rb't="s"')
_END_OF_TEXT = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")


def measure(path: Path) -> None:
    """Raise FileRefused for a workbook that unpacks, or would open, to more than its ceiling."""
    with ZipFile(path) as archive:
        entries = archive.infolist()
        if any(entry.filename.endswith("workbook.bin") for entry in entries):
            raise FileRefused("This is a binary workbook (.xlsb). Save it as .xlsx or CSV and upload it again.")
        unpacked = 0
        lengths = array("L")
        for entry in sorted(entries, key=lambda entry: "sharedStrings" not in entry.filename):
            if "sharedStrings" in entry.filename:
                lengths = _text_lengths(archive, entry)
            elif re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", entry.filename):
                _measure_sheet(archive, entry, lengths)
            else:
                unpacked += sum(len(piece) for piece in _pieces(archive, entry))
                must_not_exceed(unpacked, LIMITS.unpacked_size, "bytes when unpacked")


def _pieces(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """The entry's true content: read to its end, however short the archive says that it is."""
    true = copy(entry)
    true.file_size = LIMITS.unpacked_size + 1
    most = LIMITS.unpacked_ratio * max(entry.compress_size, 64 * 1024)
    seen = 0
    with archive.open(true) as stream:
        while piece := cast(BinaryIO, stream).read(_PIECE):
            seen += len(piece)
            if seen > most or seen > LIMITS.unpacked_size:
                raise FileRefused("The workbook unpacks to far more than it weighs, so it is not opened.")
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise FileRefused("The workbook declares entities, which no spreadsheet program writes; not opened.")
            yield piece


def _text_lengths(archive: ZipFile, entry: ZipInfo) -> "array[int]":
    """How long each text is that cells share, with its markup."""
    lengths = array("L")
    held, since, total = b"", 0, 0
    for piece in _pieces(archive, entry):
        text, start = held + piece, 0
        for found in _END_OF_TEXT.finditer(text):
            lengths.append(since + found.end() - start)
            since, start = 0, found.end()
        cut = max(start, len(text) - 16)  # an end may lie across two pieces
        since, held = since + cut - start, text[cut:]
        total += len(piece)
        must_not_exceed(total, LIMITS.sheet_memory, "letters of text")
    return lengths


def _measure_sheet(archive: ZipFile, entry: ZipInfo, lengths: "array[int]") -> None:
    widest = deepest = across = texts = 0
    for tag, attributes, value, length in _tags(_pieces(archive, entry)):
        place = _PLACE.search(attributes)
        if tag == b"row":
            deepest, across = max(deepest + 1, int(place[2]) if place else 0), 0
            continue
        across = _column_number(place[1]) if place else across + 1
        widest, deepest = max(widest, across), max(deepest, int(place[2]) if place else 0)
        if _SHARED.search(attributes):
            texts += TEXT + (lengths[int(value)] if value and int(value) < len(lengths) else 0)
        elif b"tr" in attributes:  # inlineStr, or the str of a formula
            texts += TEXT + length
        must_not_exceed(widest, LIMITS.columns, "columns")
        if widest * deepest * CELL + texts > LIMITS.sheet_memory:
            raise FileRefused(
                f"A sheet of the workbook spans {widest * deepest:,} cells with {texts >> 20:,} MiB of text, more than "
                "is opened at once. Save it as CSV and upload that."
            )


def _tags(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bytes, bytes, int]]:
    """Rows and cells with attributes, value and the length of what is in them; also where two pieces meet in one."""
    held = b""
    for piece in pieces:
        text = held + piece
        found = list(_TAG.finditer(text))
        for match, following in pairwise(found):
            yield match[1], match[2], match[3], following.start() - match.end()
        held = text[found[-1].start() :] if found else text[-4096:]
        if len(held) > 4 * _PIECE:  # one cell that goes on and on
            yield b"c", b"str", b"", len(held)
            held = held[-4096:]
    for match in _TAG.finditer(held):
        yield match[1], match[2], match[3], len(held)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
