"""The first rows of a table: a copy of it is filled, then given keys and indexes, and takes the table's place.

Keeping six indexes while a million rows come costs five times as much as building them over the rows. Readers go on
with the empty table meanwhile and wait only for the exchange at the end; who writes to it waits, as for any import.
All of it is part of the transaction that writes: a kill leaves the empty table.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection, transaction

# Somebody keeps a lock, a deadlock was broken, something depends on the table, the right is missing, or the rows cannot
# be frozen because the transaction still reads something.
_NOT_NOW = frozenset({"55P03", "40P01", "2BP01", "42501", "25000"})
_PLAIN = """SELECT c.relkind = 'r' AND c.relpersistence = 'p' AND NOT c.relispartition AND NOT c.relhassubclass
    AND NOT c.relrowsecurity AND c.relreplident = 'd' AND c.relacl IS NULL AND c.reloptions IS NULL
    AND pg_has_role(c.relowner, 'USAGE') AND has_database_privilege(current_database(), 'CREATE')
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND confrelid = c.oid)
    AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal AND tgtype & 1 = 1)
    AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL)
    AND NOT EXISTS (SELECT FROM pg_publication_rel WHERE prrelid = c.oid)
    FROM pg_class c WHERE c.oid = %s::regclass"""
_TRIGGERS = "SELECT pg_get_triggerdef(oid), tgname, tgenabled FROM pg_trigger WHERE tgrelid = %s AND NOT tgisinternal"
_CONSTRAINTS = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s AND contype = ANY(%s) ORDER BY contype"""
_INDEXES = """SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = %s
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND conrelid = i.indrelid)"""
_NEXT_ID = """SELECT setval(pg_get_serial_sequence(%s, 'id'), s.last_value, s.is_called)"""
_MODES = {"A": "ENABLE ALWAYS", "R": "ENABLE REPLICA", "D": "DISABLE"}


def filled_by_exchange(name: str, fill: Callable[[str], None]) -> bool:
    """Have `fill` write the rows of the table `name`, which must be empty, into the table whose name it is given.

    False where that is not possible; nothing has changed then. Must run inside a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN, [name])
        if not cursor.fetchone()[0] or _has_rows(name):
            return False
        cursor.execute("SELECT current_setting('lock_timeout')")
        patience = cursor.fetchone()[0]
        try:
            with transaction.atomic():
                cursor.execute("SET LOCAL lock_timeout = '3s'")
                cursor.execute(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")
                done = not _has_rows(name)
                if done:
                    _exchange(name, fill)
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])
        except DatabaseError as error:
            if getattr(error.__cause__, "pgcode", "") not in _NOT_NOW:
                raise
            return False
    return done


def _has_rows(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {name})")
        return bool(cursor.fetchone()[0])


def _exchange(name: str, fill: Callable[[str], None]) -> None:
    """The copy lies in a schema of its own, so that its keys, indexes and sequence have their right names at once."""
    aside = f"filling_{name}"
    copy = f"{aside}.{name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.oid, c.relnamespace::regnamespace FROM pg_class c WHERE oid = %s::regclass", [name])
        oid, home = cursor.fetchone()
        cursor.execute(f"CREATE SCHEMA {aside}")
        cursor.execute(f"CREATE TABLE {copy} (LIKE {name} INCLUDING ALL EXCLUDING INDEXES)")
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [name])
        cursor.execute(f"{_NEXT_ID} FROM {cursor.fetchone()[0]} s", [copy])
        _give_triggers(oid, copy)
        fill(copy)
        _constrain(oid, copy, "pux")
        for (definition,) in _rows(_INDEXES, oid):
            cursor.execute(_moved(definition, copy))
        cursor.execute(f"ANALYZE {copy}")
        # Last, for what they name may not be changed from here on; by then indexes and statistics find it quickly.
        _constrain(oid, copy, "f")
        cursor.execute(f"DROP TABLE {name}")
        cursor.execute(f"ALTER TABLE {copy} SET SCHEMA {home}")
        cursor.execute(f"DROP SCHEMA {aside}")


def _give_triggers(oid: int, copy: str) -> None:
    with connection.cursor() as cursor:
        for definition, trigger, mode in _rows(_TRIGGERS, oid):
            cursor.execute(_moved(definition, copy))
            if mode in _MODES:
                cursor.execute(f'ALTER TABLE {copy} {_MODES[mode]} TRIGGER "{trigger}"')


def _constrain(oid: int, copy: str, kinds: str) -> None:
    with connection.cursor() as cursor:
        for constraint, definition in _rows(_CONSTRAINTS, oid, list(kinds)):
            cursor.execute(f'ALTER TABLE {copy} ADD CONSTRAINT "{constraint}" {definition}')


def _rows(query: str, *parameters: object) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _moved(definition: str, copy: str) -> str:
    """The definition of an index or trigger, for the copy; PostgreSQL writes the table behind the first ON."""
    before, after = definition.split(" ON ", 1)
    return f"{before} ON {copy} {after.split(' ', 1)[1]}"
