"""The same queries on Spark; run by `make test-spark`, and so by `make check`, wherever Java is found."""

import pytest

from attribution.engine import plan
from attribution.engine.dialects import Dialect, translated
from tests.attribution import golden
from tests.attribution.test_dialects import on_duckdb

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark() -> object:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        # Some hundred rows: writing and compiling Java for every query would take most of the time.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.parametrize("variant", golden.VARIANTS)
def test_spark_agrees_with_duckdb_to_twelve_digits(spark: object, variant: str) -> None:
    chosen = golden.VARIANTS[variant]
    for name, rows in golden.relations(chosen).items():
        schema = ", ".join(f"{f.name} {SPARK_TYPES[str(f.type)]}" for f in rows.schema)
        spark.createDataFrame(list(zip(*rows.to_pydict().values(), strict=True)), schema).createOrReplaceTempView(name)
    for query in golden.kept(chosen):
        # A checkpoint keeps the rows and forgets the plan, as a table would.
        made = spark.sql(translated(query.sql, Dialect.SPARK, query.parameters)).localCheckpoint()
        made.createOrReplaceTempView(query.name)

    def ask(sql: str) -> golden.Rows:
        text = translated(sql, Dialect.SPARK, plan.parameters(chosen))
        return [row.asDict() for row in spark.sql(text).collect()]

    ours, theirs = on_duckdb(chosen), golden.answers(chosen, ask)
    differences = {name: golden.largest_difference(ours[name], theirs[name]) for name in ours}
    assert max(differences.values()) <= 1e-12, differences


SPARK_TYPES = {"int16": "smallint", "int32": "int", "int64": "bigint", "double": "double"}
