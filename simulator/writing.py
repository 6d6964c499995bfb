"""Puts files into a folder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from simulator.core.tables import Table, write_csv


class WontWrite(OSError):
    """The folder cannot take the files; the message says why."""


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing: before the work, so that nobody waits for a refusal."""
    with _said(folder):
        folder.mkdir(parents=True, exist_ok=True)


def write_files(folder: Path, tables: Sequence[Table], documents: Mapping[str, str]) -> Iterator[str]:
    """Write tables as CSV and documents as they are, and say a line about each."""
    return write_contents(folder, _contents(tables, documents))


def write_contents(folder: Path, contents: Iterable[tuple[str, int, bytes]]) -> Iterator[str]:
    """Write each (name, rows, bytes); a file of the same name is replaced."""
    for name, rows, content in contents:
        with _said(folder):
            (folder / name).write_bytes(content)
        yield f"{folder / name}: {rows:,} rows" if rows else f"{folder / name}"


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WontWrite(f"Cannot write to {folder}: {error.strerror}. Name another folder with --out.") from error


def _contents(tables: Sequence[Table], documents: Mapping[str, str]) -> Iterator[tuple[str, int, bytes]]:
    for table in tables:
        stream = StringIO()
        write_csv(table, stream)
        yield table.name, len(table), stream.getvalue().encode()
    for name, text in documents.items():
        yield name, 0, text.encode()
