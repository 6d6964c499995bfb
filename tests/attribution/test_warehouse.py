"""Journeys that stay in a warehouse: its answers to our questions give the credit that we compute ourselves."""

import pyarrow.csv as pacsv
import pytest
from django.core.management import CommandError, call_command

from attribution.core.settings import Settings
from attribution.engine.attribute import attribute
from attribution.engine.connection import Limits, engine
from attribution.engine.weights import SQL_MODELS
from tests.attribution import golden
from tests.attribution.worlds import DIRECT

GIVEN = {"channels": golden.CHANNELS, "order": 2}


def test_the_scripts_and_their_answers_give_our_own_credit(tmp_path):
    chosen = Settings(direct_channels=(DIRECT,), markov_order=2, replicates=0)
    call_command(
        "attribute_warehouse", "sql", "duckdb", milestone="order", out=str(tmp_path), verbosity=0, **GIVEN
    )  # fmt: skip
    with engine(Limits(threads=1)) as house:
        for name, rows in golden.relations(chosen).items():
            house.register(name, rows)
        run(house, tmp_path, "1-journeys", "2-transitions")
        for question, name in (("ask-after-2-transition", "transition"), ("ask-after-1-channel_set", "channel_set")):
            pacsv.write_csv(answer(house, tmp_path, question), tmp_path / f"{name}.csv")
        files = (str(tmp_path / "transition.csv"), str(tmp_path / "channel_set.csv"))
        call_command("attribute_warehouse", "games", *files, out=str(tmp_path / "games"), verbosity=0, **GIVEN)
        house.register("removal", pacsv.read_csv(tmp_path / "games/removal.csv"))
        run(house, tmp_path, "3-weights")
        credit = answer(house, tmp_path, "ask-after-3-credit")
    with engine(Limits(threads=1)) as ours:
        for name, rows in golden.relations(chosen).items():
            ours.register(name, rows)
        wanted = attribute(ours, chosen).channels.models

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


def run(house, folder, *names):
    for name in names:
        house.connection.execute((folder / f"{name}.sql").read_text(encoding="utf-8"))


def answer(house, folder, name):
    return house.run((folder / f"{name}.sql").read_text(encoding="utf-8").rstrip().rstrip(";"))
