"""How tests with real transactions leave the database empty, in a fraction of the time that TRUNCATE takes.

TRUNCATE gives every table and index a new file, hundreds of them, and Django then makes its permissions anew. Most
tests fill a handful of tables: only these are emptied, by DELETE. Keys and triggers rest meanwhile, as with TRUNCATE.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
# Some triggers fire even while others rest: plans of campaigns that are there may be locked, and months are marked.
LAST = ("campaigns_budgetentry", "attribution_dirtymonth")
truncate = TransactionTestCase._fixture_teardown


def empty_what_was_filled(case: TransactionTestCase) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        [[may_rest]] = cursor.fetchall()
        if may_rest:
            cursor.execute("SET session_replication_role = replica")
            for name in filled(cursor):
                cursor.execute(f'DELETE FROM "{name}"')
            cursor.execute("SET session_replication_role = DEFAULT")
    if not may_rest:
        truncate(case)


def filled(cursor: CursorWrapper) -> list[str]:
    names = sorted({*connection.introspection.table_names(cursor)} - KEPT - {*LAST})
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names))
    return [*(name for (name,) in cursor.fetchall()), *LAST]
