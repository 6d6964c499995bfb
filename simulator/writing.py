"""Puts tables and documents into a folder."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from simulator.core.tables import Table, write_csv


class WontWrite(OSError):
    """The folder cannot take the files; the message says why."""


def write_files(folder: Path, tables: Sequence[Table], documents: Mapping[str, str]) -> Iterator[str]:
    """Write every file and say a line about each; files of the same name are replaced."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in tables:
            with (folder / table.name).open("w", encoding="utf-8", newline="") as stream:
                write_csv(table, stream)
            yield f"{folder / table.name}: {len(table):,} rows"
        for name, text in documents.items():
            (folder / name).write_text(text, encoding="utf-8")
            yield f"{folder / name}"
    except OSError as error:
        raise WontWrite(f"Cannot write to {folder}: {error.strerror}. Name another folder with --out.") from error
