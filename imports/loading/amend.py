"""Set values of rows that are already there (parents, merges), remembering what they were."""

from collections.abc import Mapping

from django.db import connection

from imports.core.target import Amend
from imports.reading.engine import quoted
from imports.reading.tables import table_of


def amend(work: Amend, *, batch: int, parameters: Mapping[str, object]) -> int:
    """Apply one amendment; returns how many rows of earlier batches it changed. Must run inside a transaction."""
    table = table_of(work.model)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS amended")
        cursor.execute(f"CREATE TEMP TABLE amended ON COMMIT DROP AS {work.select}", dict(parameters))
        cursor.execute("SELECT * FROM amended LIMIT 0")
        names = [column.name for column in cursor.description if column.name != "id"]
        mine = ", ".join(f"t.{quoted(name)}" for name in names)
        theirs = ", ".join(f"a.{quoted(name)}" for name in names)
        differs = f"ROW({mine}) IS DISTINCT FROM ROW({theirs})"
        cursor.execute(
            "INSERT INTO imports_previous (batch_id, model, row_id, values) "
            f"SELECT %s, %s, t.id, to_jsonb(t) FROM amended a JOIN {table.name} t USING (id) "
            f"WHERE {differs} AND t.batch_id IS DISTINCT FROM %s ON CONFLICT DO NOTHING",
            [batch, work.model, batch],
        )
        remembered = int(cursor.rowcount)
        sets = ", ".join(f"{quoted(name)} = a.{quoted(name)}" for name in names)
        cursor.execute(
            f"UPDATE {table.name} t SET {sets}, batch_id = %s FROM amended a WHERE t.id = a.id AND {differs}", [batch]
        )
    return remembered
