"""Write one import: lock, stage, upsert, amend. The caller owns the transaction."""

from collections.abc import Callable

from django.db import connection

from imports.core.conservation import Conservation
from imports.core.target import Mint, Target, Write
from imports.loading.amend import amend
from imports.loading.first import write_first
from imports.loading.rates import models_written, waiting_for_rates
from imports.loading.stage import stage
from imports.loading.upsert import Outcome, Upsert, columns_of, upsert
from imports.loading.written import keep_written
from imports.reading.prepare import Shaped
from imports.reading.tables import Table, table_of

LOCK_CLASS = 4711
MANY = 2_000


def lock_tables(target: Target) -> None:
    """Let one import at a time write these tables; waits for the other. Holds until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '30min'")
        cursor.execute("SET LOCAL statement_timeout = '30min'")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '30min'")
        for label in sorted(models_written(target)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_CLASS, label])


def publish(shaped: Shaped, *, batch: int, progress: Callable[[float, str], None]) -> Conservation:
    """Everything or nothing; returns the line that accounts for every row. Raises RowsLost, IntegrityError."""
    target = shaped.plan.target
    table = table_of(target.model)
    match = target.match or target.key
    columns = tuple(dict.fromkeys([*target.key, *match, *shaped.columns]))
    kept = tuple(name for name in columns if table.has(name) or name == "id")
    progress(0.5, "Copying into the database")
    first = write_first(shaped, table, columns=kept, batch=batch)
    if first is not None:
        keep_written(target, batch=batch)
        return _conservation(shaped, Outcome(accepted=first))
    stage(shaped, table, source=shaped.plan.source)
    parameters = {"source": shaped.plan.source, "batch": batch}
    _prepare(shaped)
    if target.mint:
        _mint(target.mint)
    for write in target.writes:
        if write.before:
            _write(write, batch=batch, parameters=parameters)
    progress(0.7, f"Writing {target.label.lower()}")
    outcome = upsert(Upsert(table, "staged", match, kept, counted=True), batch=batch)
    if outcome.accepted > MANY:
        _analyze(table)
    progress(0.9, "Connecting the rows")
    for write in target.writes:
        if not write.before:
            _write(write, batch=batch, parameters=parameters)
    for work in (*target.amends, *(waiting_for_rates() if target.settles_money else ())):
        amend(work, batch=batch, parameters=parameters)
    keep_written(target, batch=batch)
    return _conservation(shaped, outcome)


def _prepare(shaped: Shaped) -> None:
    with connection.cursor() as cursor:
        for prepare in shaped.plan.target.prepares:
            if shaped.needs(prepare):
                cursor.execute(prepare.statement)


def _analyze(table: Table) -> None:
    """The planner knows nothing yet of rows written in this transaction, and would join them one by one."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table.name}")


def _conservation(shaped: Shaped, outcome: Outcome) -> Conservation:
    return Conservation(
        read=shaped.read,
        accepted=outcome.accepted,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        skipped=shaped.skipped,
        rejected=shaped.rejected,
    )


def _write(work: Write, *, batch: int, parameters: dict[str, object]) -> None:
    table = table_of(work.model)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS written")
        cursor.execute(f"CREATE TEMP TABLE written ON COMMIT DROP AS {work.select}", parameters)
    columns = columns_of("written", table)
    upsert(Upsert(table, "written", work.key, columns, overwrite=work.overwrite), batch=batch)


def _mint(mint: Mint) -> None:
    table = table_of(mint.model)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE minted ON COMMIT DROP AS SELECT d.key, nextval(pg_get_serial_sequence(%s, 'id')) AS id "
            f"FROM (SELECT DISTINCT {mint.per} AS key FROM staged WHERE {mint.column} IS NULL) d ORDER BY d.key",
            [table.name],
        )
        cursor.execute(
            f"UPDATE staged s SET {mint.column} = m.id FROM minted m "
            f"WHERE s.{mint.column} IS NULL AND m.key = s.{mint.per}"
        )
