"""Uploads as single files: a zip of files is unpacked, a workbook (a zip too) is not."""

from collections.abc import Iterator
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from imports.core.refusals import FileRefused
from imports.reading.limits import LIMITS

MOST_FILES = 100
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
    except BadZipFile:
        raise FileRefused(f"{name} is damaged or cut off. Save it again and upload it.") from None


def _unpacked(archive: ZipFile, name: str) -> Iterator[tuple[str, BinaryIO]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)]
    if not entries:
        raise FileRefused(f"{name} holds no file.")
    if len(entries) > MOST_FILES:
        raise FileRefused(f"{name} holds {len(entries):,} files; at most {MOST_FILES} are taken at once.")
    for entry in entries:
        if entry.flag_bits & 1:
            raise FileRefused(f"{entry.filename} in {name} is locked by a password. Unpack it first.")
        if entry.file_size > LIMITS.unpacked_ratio * max(entry.compress_size, 64 * 1024):
            raise FileRefused(f"{entry.filename} in {name} unpacks to far more than it weighs, so it is not opened.")
        with archive.open(entry) as content:
            yield entry.filename.rsplit("/", 1)[-1], cast(BinaryIO, content)


def _is_clutter(path: str) -> bool:
    """What operating systems add on their own."""
    return path.startswith("__MACOSX/") or path.rsplit("/", 1)[-1].startswith(".")
