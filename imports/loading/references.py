"""Foreign keys of many new rows, checked as a set: what PostgreSQL does for each row by itself, ten times as fast.

PostgreSQL asks for every new row and every key whether the row that it names is there, and holds that row until the
transaction ends. Here the same is asked once for all distinct keys (`FOR KEY SHARE` on what they name), and the row by
row question is left out. That needs the right to set `session_replication_role`, which owners of a server of their own
have; without it, with triggers of the table's own that would be left out as well (those on what is done here that are
not ENABLE ALWAYS), or with a key that names nothing, PostgreSQL checks as always.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from imports.reading.engine import quoted
from imports.reading.tables import Table

_ON_INSERT, _ON_UPDATE = 4, 16  # as pg_trigger.tgtype has them
_MAY = """SELECT current_setting('server_version_num')::int >= 150000
    AND has_parameter_privilege('session_replication_role', 'SET')
    AND NOT EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'A' AND tgtype & %s > 0)"""


@contextmanager
def checked_at_once(table: Table, rows: str, *, many: bool, updates: bool) -> Iterator[None]:
    """Rows of the temporary table `rows` are inserted into `table` inside, or with `updates` written over old ones.

    Must run inside a transaction.
    """
    done = _ON_INSERT | _ON_UPDATE if updates else _ON_INSERT
    fast = many and _may(table, done) and _all_are_known(table, rows)
    with connection.cursor() as cursor:
        if fast:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if fast:
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _may(table: Table, done: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_MAY, [table.name, done])
        return bool(cursor.fetchone()[0])


def _all_are_known(table: Table, rows: str) -> bool:
    """Hold every row that the keys name, and see whether each key names one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {rows} LIMIT 0")
        given = {column.name for column in cursor.description}
        for column in table.columns:
            if not column.refers_to or column.name not in given:
                continue
            keys = f"SELECT DISTINCT {quoted(column.name)} AS id FROM {rows} WHERE {quoted(column.name)} IS NOT NULL"
            held = f"SELECT t.id FROM {column.refers_to} t JOIN ({keys}) k ON k.id = t.id FOR KEY SHARE OF t"
            cursor.execute(f"SELECT (SELECT count(*) FROM ({keys}) a), (SELECT count(*) FROM ({held}) b)")
            wanted, found = cursor.fetchone()
            if wanted != found:
                return False
    return True
