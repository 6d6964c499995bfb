"""Which characters the fonts of our documents hold, and words for those that none of them holds."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
SAID = "Signs between ‹ and › are letters that this file has no font for, by their Unicode numbers."
INVISIBLE = {"Cf", "Zs"}
"""Categories that take no sign of their own, such as the joiners inside of emoji."""
PLANES = (range(0x1_0000), range(0xE_0000, 0xE_0100))
VARIANTS = range(0xFE00, 0xFE10)


def printable(text: str) -> str:
    """The text as our fonts can print it: what none of them holds stands as ‹U+6771 4EAC›, never as empty boxes.

    Control characters are left out; letters with marks are composed, as fonts hold them.
    """
    plain = "".join(letter for letter in text if letter >= " ")
    if plain.isascii():
        return plain
    return _strange().sub(_numbers, unicodedata.normalize("NFC", plain))


def _numbers(found: "re.Match[str]") -> str:
    return f"‹U+{' '.join(f'{ord(letter):04X}' for letter in found[0])}›"


@cache
def _strange() -> "re.Pattern[str]":
    """Finds runs of characters that cannot be printed."""
    known = set().union(*(held(path.read_bytes()) for path in sorted(FONTS.rglob("*.ttf"))))
    unseen = {code for plane in PLANES for code in plane if unicodedata.category(chr(code)) in INVISIBLE}
    inside = "".join(re.escape(chr(code)) for code in sorted(known | unseen | set(VARIANTS)))
    return re.compile(f"[^{inside}]+")


def held(font: bytes) -> set[int]:
    """The characters of a TrueType font: those of every Unicode table of its `cmap`, as OpenType defines them."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    found: set[int] = set()
    for at in range(start + 4, start + 4 + 8 * struct.unpack_from(">H", font, start + 2)[0], 8):
        offset = start + struct.unpack_from(">I", font, at + 4)[0]
        for first, last in _ranges(font, offset):
            found.update(range(first, last + 1))
    return found


def _ranges(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Of a table in segments (format 4) or in groups (format 12); others say nothing that these do not."""
    form = struct.unpack_from(">H", font, at)[0]
    if form == 4:
        segments = struct.unpack_from(">H", font, at + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", font, at + 14)
        starts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
        yield from ((first, last) for first, last in zip(starts, ends, strict=True) if last != 0xFFFF)
    elif form == 12:
        for group in range(struct.unpack_from(">I", font, at + 12)[0]):
            yield struct.unpack_from(">II", font, at + 16 + 12 * group)
