"""The same queries give the same digits on DuckDB and views in PostgreSQL; every dialect gets a text it can parse."""

import pytest
import sqlglot
from django.db import connection

from attribution.core.settings import Settings
from attribution.engine import plan
from attribution.engine.connection import Limits, engine
from attribution.engine.dialects import Dialect, script, translated
from tests.attribution import golden


def on_duckdb(chosen: Settings) -> dict[str, list[tuple[float, ...]]]:
    with engine(Limits(threads=1)) as running:
        for name, rows in golden.relations(chosen).items():
            running.register(name, rows)
        for query in golden.kept(chosen):
            running.table(query.name, query.sql, query.parameters)
        return golden.answers(chosen, lambda sql: running.run(sql, plan.parameters(chosen)).to_pylist())


def on_postgresql(chosen: Settings) -> dict[str, list[tuple[float, ...]]]:
    with connection.cursor() as cursor:
        for name, rows in golden.relations(chosen).items():
            golden.offer_view(cursor, name, rows)
        for statement in script(golden.kept(chosen), Dialect.POSTGRESQL):
            cursor.execute(statement)

        def ask(sql: str) -> golden.Rows:
            cursor.execute(translated(sql, Dialect.POSTGRESQL, plan.parameters(chosen)))
            names = [column.name for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        return golden.answers(chosen, ask)


@pytest.mark.django_db
@pytest.mark.parametrize("variant", golden.VARIANTS)
def test_postgresql_agrees_with_duckdb_to_twelve_digits(variant: str) -> None:
    chosen = golden.VARIANTS[variant]
    ours, theirs = on_duckdb(chosen), on_postgresql(chosen)

    differences = {name: golden.largest_difference(ours[name], theirs[name]) for name in ours}

    assert max(differences.values()) <= 1e-12, differences


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("variant", golden.VARIANTS)
def test_every_dialect_reads_what_is_written_for_it(dialect: Dialect, variant: str) -> None:
    chosen = golden.VARIANTS[variant]
    texts = script(golden.kept(chosen), dialect)
    texts += [translated(sql, dialect, plan.parameters(chosen)) for sql in golden.asked(chosen).values()]

    assert all(sqlglot.parse_one(text, read=dialect.value) for text in texts)
    assert not any("$" in text for text in texts)


def test_whole_and_broken_parameters_are_written_in() -> None:
    text = translated("SELECT $a + $b AS x", Dialect.POSTGRESQL, {"a": -3, "b": 0.5})

    assert text.split() == ["SELECT", "-3", "+", "CAST(0.5", "AS", "DOUBLE", "PRECISION)", "AS", "x"]


def test_queries_use_no_arrays_and_no_date_functions() -> None:
    for variant in golden.VARIANTS.values():
        text = " ".join(query.sql for query in golden.kept(variant)).upper()
        assert not any(
            word in text for word in ("UNNEST", "ARRAY", "LIST(", "DATE", "INTERVAL", "EXTRACT", "TIMESTAMP")
        )


def test_the_fixed_world_exercises_every_answer() -> None:
    found = on_duckdb(golden.VARIANTS["everything"])
    assert {name: len(rows) > 3 for name, rows in found.items()} == dict.fromkeys(found, True)
