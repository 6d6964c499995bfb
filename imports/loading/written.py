"""What an import leaves in the rows that it touched, kept so that undo tells later changes by people from its own."""

from django.db import connection

from imports.core.target import Target
from imports.loading.rates import models_written
from imports.reading.tables import table_of


def keep_written(target: Target, *, batch: int) -> None:
    """Keep the rows that the batch changed, and those it made where pages may change them. Ends its transaction's work.

    Of rows that are only ever imported nothing is kept when they are made: there are millions, and undo deletes them.
    """
    with connection.cursor() as cursor:
        for label in models_written(target):
            table = table_of(label).name
            cursor.execute(
                f"UPDATE imports_previous p SET written = to_jsonb(t) FROM {table} t "
                "WHERE p.batch_id = %s AND p.model = %s AND t.id = p.row_id",
                [batch, label],
            )
            if label in target.models and not (target.only_imported and label == target.model):
                cursor.execute(
                    "INSERT INTO imports_previous (batch_id, model, row_id, written) "
                    f"SELECT %s, %s, t.id, to_jsonb(t) FROM {table} t WHERE t.batch_id = %s ON CONFLICT DO NOTHING",
                    [batch, label, batch],
                )
