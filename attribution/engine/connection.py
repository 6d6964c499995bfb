"""One in-memory DuckDB connection: nothing is written but spill files, nothing is downloaded."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from attribution.engine.relations import COLUMNS, Relation, Sources

Value = int | float | str
Parameters = Mapping[str, Value]

PARAMETER = re.compile(r"\$([a-z_0-9]+)")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one computation may use; memory beyond it spills into the temporary folder."""

    threads: int = 2
    memory: str = "800MB"
    temp_folder: str | None = None


class Engine:
    """Runs query texts; tables it makes live as long as the connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._kinds: dict[str, str] = {}

    def run(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        """Result of a SELECT as Arrow; parameters the text does not name are ignored."""
        table: pa.Table = self.connection.sql(written(sql, parameters)).to_arrow_table()
        return table

    def table(self, name: str, sql: str, parameters: Parameters | None = None) -> None:
        """Keep the result of a SELECT under a name, in place of an earlier one."""
        self._make("TABLE", name, written(sql, parameters))

    def drop(self, name: str) -> None:
        """Forget a table or view; nothing happens where it is not there."""
        if kind := self._kinds.pop(name, ""):
            self.connection.execute(f"DROP {kind} {name}")

    def view(self, name: str, sql: str, parameters: Parameters | None = None) -> None:
        """Compute the result of a SELECT whenever something asks for it."""
        self._make("VIEW", name, written(sql, parameters))

    def register(self, name: str, rows: pa.Table) -> None:
        """Copy Arrow rows into a table."""
        self.connection.register("incoming", rows)
        self.table(name, "SELECT * FROM incoming")
        self.connection.unregister("incoming")

    def show(self, name: str, rows: pa.Table) -> None:
        """Let queries read Arrow rows where they are, without a copy."""
        self.connection.register(f"{name}_rows", rows)
        self.view(name, f"SELECT * FROM {name}_rows")  # noqa: S608 - names are ours

    def attach(self, sources: Sources) -> None:
        """Show the four relations as views over Parquet files; a relation without files is an empty table."""
        for relation in Relation:
            self.read(relation, relation, sources.of(relation))

    def read(self, name: str, relation: Relation, paths: Sequence[str]) -> None:
        """Show the files of one relation under a name."""
        if paths:
            listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
            options = "union_by_name = true, hive_partitioning = false"
            self.view(name, f"SELECT * FROM read_parquet([{listed}], {options})")  # noqa: S608 - quoted above
        else:
            columns = ", ".join(f"CAST(NULL AS {column.type}) AS {column.name}" for column in COLUMNS[relation])
            self.table(name, f"SELECT {columns} LIMIT 0")

    def _make(self, kind: str, name: str, sql: str) -> None:
        if self._kinds.get(name, kind) != kind:
            self.drop(name)
        self.connection.execute(f"CREATE OR REPLACE TEMP {kind} {name} AS {sql}")
        self._kinds[name] = kind


@contextmanager
def engine(limits: Limits = Limits()) -> Iterator[Engine]:
    """An engine for the length of the block."""
    with TemporaryDirectory(prefix="attribution-", dir=limits.temp_folder) as folder:
        connection = duckdb.connect(
            ":memory:",
            config={
                "threads": limits.threads,
                "memory_limit": limits.memory,
                "temp_directory": folder,
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        try:
            yield Engine(connection)
        finally:
            connection.close()


def written(sql: str, parameters: Parameters | None) -> str:
    """The query with its parameters written in: DuckDB hands results of bound ones over row by row."""
    known = parameters or {}
    return PARAMETER.sub(lambda found: _literal(known[found[1]]), sql)


def _literal(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"CAST({value!r} AS {'DOUBLE' if isinstance(value, float) else 'BIGINT'})"
