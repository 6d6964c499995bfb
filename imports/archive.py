"""Uploads as single files: a zip of files is unpacked, a workbook (a zip too) is not."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from imports.core.refusals import FileRefused
from imports.reading.limits import LIMITS, must_not_exceed

MOST_FILES = 100
DAMAGED = (BadZipFile, EOFError, zlib.error, RuntimeError)
_ZIP = b"PK\x03\x04"


def files_in(stream: BinaryIO, *, name: str) -> Iterator[tuple[str, BinaryIO]]:
    """Name and content of every file of an upload. Raises FileRefused for archives that are damaged or oversized."""
    head = stream.read(4)
    stream.seek(0)
    if head != _ZIP:
        yield name, stream
        return
    try:
        with ZipFile(stream) as archive:
            if "[Content_Types].xml" in archive.namelist():
                stream.seek(0)
                yield name, stream
                return
            yield from _unpacked(archive, name)
    except DAMAGED:
        raise FileRefused(f"{name} is damaged or cut off. Save it again and upload it.") from None


def _unpacked(archive: ZipFile, name: str) -> Iterator[tuple[str, BinaryIO]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)]
    if not entries:
        raise FileRefused(f"{name} holds no file.")
    if len(entries) > MOST_FILES:
        raise FileRefused(f"{name} holds {len(entries):,} files; at most {MOST_FILES} are taken at once.")
    must_not_exceed(sum(entry.file_size for entry in entries), LIMITS.unpacked_size, "bytes when unpacked")
    for entry in entries:
        if entry.flag_bits & 1:
            raise FileRefused(f"{entry.filename} in {name} is locked by a password. Unpack it first.")
        if entry.file_size > LIMITS.unpacked_ratio * max(entry.compress_size, 64 * 1024):
            raise FileRefused(f"{entry.filename} in {name} unpacks to far more than it weighs, so it is not opened.")
        with archive.open(entry) as content:
            yield _base_name(entry.filename), cast(BinaryIO, _Told(cast(BinaryIO, content), archive=name))


@dataclass(frozen=True, slots=True)
class _Told:
    """A file in an archive; damage that only shows while it is read becomes a sentence."""

    content: BinaryIO
    archive: str

    def read(self, size: int = -1) -> bytes:
        try:
            return self.content.read(size)
        except DAMAGED:
            raise FileRefused(f"{self.archive} is damaged or cut off. Save it again and upload it.") from None


def _base_name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]


def _is_clutter(path: str) -> bool:
    """What operating systems add on their own."""
    return path.startswith("__MACOSX/") or _base_name(path).startswith((".", " ")) or not _base_name(path)
