"""What a file is, told by its first bytes and never by its name."""

import re
from enum import StrEnum

from imports.core.refusals import FileRefused


class Container(StrEnum):
    TEXT = "text"
    XLSX = "xlsx"
    ZIP = "zip"
    JSON_LINES = "json lines"
    PARQUET = "parquet"


_REFUSED: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel workbook (.xls), or locked by a password. Save it as .xlsx or CSV without a password.",
    ),
    (b"%PDF", "This is a PDF document. Export the table as CSV or .xlsx and upload that."),
    (b"\x1f\x8b", "This is a gzip archive. Unpack it and upload the file inside."),
    (b"{\\rtf", "This is a text document (RTF). Export the table as CSV or .xlsx and upload that."),
)
_OBJECT = re.compile(rb"\{\s*[\"}]")
_ARRAY = re.compile(rb"\[\s*[\[{\]]")
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<table")


def container_of(head: bytes) -> Container:
    """Recognise a file by its head (the first 4 KiB are enough for workbooks as Excel writes them).

    Raises FileRefused for kinds that hold no table we read.
    """
    if not head.strip():
        raise FileRefused("The file is empty.")
    for magic, sentence in _REFUSED:
        if head.startswith(magic):
            raise FileRefused(sentence)
    if b"mimetypeapplication/vnd.oasis.opendocument" in head[:100]:
        raise FileRefused("This is an OpenDocument file (.ods). Save it as .xlsx or CSV and upload it again.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Container.XLSX if b"[Content_Types].xml" in head or b"xl/" in head else Container.ZIP
    if head.startswith(b"PAR1"):
        return Container.PARQUET
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _OBJECT.match(bare):
        return Container.JSON_LINES
    if _ARRAY.match(bare):
        raise FileRefused("This is a JSON list. Write one object a line (JSON lines), or export the table as CSV.")
    if bare.lower().startswith(_MARKUP):
        raise FileRefused("This is a web page or XML, not a table. Export the report as CSV or .xlsx and upload that.")
    return Container.TEXT
