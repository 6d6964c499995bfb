"""The DuckDB connection of one import: in memory, two threads, no extensions, no network."""

from typing import TYPE_CHECKING

from imports.reading.limits import LIMITS

if TYPE_CHECKING:
    import duckdb


def connect(folder: str) -> "duckdb.DuckDBPyConnection":
    """A private connection that spills into `folder` when it runs over its memory."""
    import duckdb

    connection = duckdb.connect(
        config={
            "memory_limit": LIMITS.memory,
            "threads": 2,
            "temp_directory": folder,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = true")
    return connection


def quoted(name: str) -> str:
    """A column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
