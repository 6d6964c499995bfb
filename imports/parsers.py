"""Bodies of requests that are read whole, up to a limit."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser

MOST = 16 << 20  # bytes


class TooLarge(APIException):
    """The body of the request is over its ceiling."""

    status_code = 413
    default_code = "too_large"


class JsonLinesParser(BaseParser):
    """The bytes as they came; each line is judged when the rows are read."""

    media_type = "application/x-ndjson"

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None):  # type: ignore[no-untyped-def]
        body = stream.read(MOST + 1)
        if len(body) > MOST:
            raise TooLarge(f"At most {MOST >> 20} MiB are taken in one request. Send the rows in parts or as a file.")
        return body


class JsonlParser(JsonLinesParser):
    media_type = "application/jsonl"
