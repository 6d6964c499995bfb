"""Journeys that stay in a warehouse: its answers to our questions give the credit that we compute ourselves."""

from contextlib import nullcontext
from decimal import Decimal

import pyarrow as pa
import pyarrow.csv as pacsv
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from attribution.core.settings import Settings
from attribution.engine.attribute import attribute
from attribution.engine.connection import Limits, engine
from attribution.engine.weights import SQL_MODELS
from tests.attribution import golden
from tests.attribution.worlds import DIRECT

GIVEN = {"channels": golden.CHANNELS, "order": 2}


@pytest.mark.django_db
@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_the_scripts_and_their_answers_over_views_give_our_own_credit(dialect, tmp_path):
    chosen = Settings(direct_channels=(DIRECT,), markov_order=2, replicates=0)
    call_command(
        "attribute_warehouse", "sql", dialect, milestone="order", out=str(tmp_path), verbosity=0, **GIVEN
    )  # fmt: skip
    with engine(Limits(threads=1)) as ours:
        for name, rows in golden.relations(chosen).items():
            ours.register(name, rows)
        wanted = attribute(ours, chosen).channels.models
    with WAREHOUSES[dialect]() as house:
        for name, rows in golden.relations(chosen).items():
            house.offer(name, rows)
        house.run(tmp_path, "1-journeys", "2-transitions")
        for question, name in (("ask-after-2-transition", "transition"), ("ask-after-1-channel_set", "channel_set")):
            pacsv.write_csv(house.answer(tmp_path, question), tmp_path / f"{name}.csv")
        files = (str(tmp_path / "transition.csv"), str(tmp_path / "channel_set.csv"))
        call_command("attribute_warehouse", "games", *files, out=str(tmp_path / "games"), verbosity=0, **GIVEN)
        house.offer("removal", pacsv.read_csv(tmp_path / "games/removal.csv"))
        house.run(tmp_path, "3-weights")
        credit = house.answer(tmp_path, "ask-after-3-credit")

    for model, estimate in wanted.items():
        if model in SQL_MODELS:
            sums = credit.group_by("channel").aggregate([(f"{model}_value", "sum")]).sort_by("channel")
            assert sums.column(f"{model}_value_sum").to_pylist() == pytest.approx(estimate.value.tolist(), rel=1e-12)
        else:
            found = pacsv.read_csv(tmp_path / f"games/{model}.csv")
            assert found.column("value").to_pylist() == pytest.approx(estimate.value.tolist(), rel=1e-12)


def test_what_is_no_answer_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    wrong = str(tmp_path / "wrong.csv")

    with pytest.raises(CommandError, match="it has no column source, target, passes, money"):
        call_command("attribute_warehouse", "games", wrong, wrong, out=str(tmp_path), **GIVEN)
    with pytest.raises(CommandError, match="Milestones are lead"):
        call_command("attribute_warehouse", "sql", "spark", milestone="deal", out=str(tmp_path), **GIVEN)
    with pytest.raises(CommandError, match="hold 1 to 240 channels, not 900"):
        call_command("attribute_warehouse", "sql", "spark", channels=900, out=str(tmp_path))


class InDuckDB:
    """A warehouse that speaks our own dialect."""

    def __enter__(self):
        self.opened = engine(Limits(threads=1))
        self.engine = self.opened.__enter__()
        return self

    def __exit__(self, *error):
        self.opened.__exit__(*error)

    def offer(self, name, rows):
        self.engine.register(name, rows)

    def run(self, folder, *names):
        for name in names:
            self.engine.connection.execute(text(folder, name))

    def answer(self, folder, name):
        return self.engine.run(text(folder, name))


class InPostgreSQL(nullcontext):
    """A warehouse whose relations are views."""

    def __init__(self):
        super().__init__(self)

    def offer(self, name, rows):
        with connection.cursor() as cursor:
            golden.offer_view(cursor, name, rows)

    def run(self, folder, *names):
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(text(folder, name).replace("CREATE TABLE", "CREATE TEMPORARY TABLE"))

    def answer(self, folder, name):
        with connection.cursor() as cursor:
            cursor.execute(text(folder, name))
            names = [column.name for column in cursor.description or ()]
            rows = cursor.fetchall()
        columns = [
            [float(value) if isinstance(value, Decimal) else value for value in one] for one in zip(*rows, strict=True)
        ]
        return pa.table(dict(zip(names, columns, strict=True)))


WAREHOUSES = {"duckdb": InDuckDB, "postgres": InPostgreSQL}


def text(folder, name):
    return (folder / f"{name}.sql").read_text(encoding="utf-8").rstrip().rstrip(";")
