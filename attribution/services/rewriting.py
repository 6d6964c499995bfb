"""Keep the files that facts are cached in as the database is."""

from datetime import datetime

from attribution.facts import cache


def rewrite_facts(*, now: datetime) -> str:
    """Write the months again whose rows changed or were erased; says in a sentence what was done.

    When it is through, no file holds a row that the database has no more.
    """
    found = cache.refresh(now=now)
    months = "1 month was" if found.read == 1 else f"{found.read:,} months were"
    files = "1 file" if found.written == 1 else f"{found.written:,} files"
    return f"{months} read and {files} written; the cache holds {found.rows:,} rows."
