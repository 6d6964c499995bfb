"""The same data and the same seed give the same bytes: every command, also in another process, and every fit kept."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.forms.models import model_to_dict

from forecasts.core.interval import Interval
from forecasts.core.launch.model import fit_launches
from forecasts.core.launch.predict import draw_curve
from forecasts.models import CustomerGroup, MixChannel, Outlook, Promise, Ruling, Settlement
from forecasts.selectors.beside import outlook_beside
from forecasts.services import promise_key_result, settle_promises
from forecasts.services.court import hold_court
from forecasts.services.customers import value_customers
from forecasts.services.launch import SEED
from forecasts.services.mix import fit
from forecasts.services.outlook import forecast_all
from tests import factories as make
from tests.forecasts import test_court, test_customer_pages, test_mix_pages, test_outlooks
from tests.forecasts.test_commands import CDNOW, write
from tests.forecasts.test_court import claims
from tests.forecasts.test_customer_pages import shop
from tests.forecasts.test_moves import asked, world
from tests.forecasts.test_outlooks import running
from tests.forecasts.worlds import closed_campaigns, lead_pair, media_world, weekly

__all__ = ["claims", "running", "shop", "world"]  # fixtures of the rooms
PROJECT = Path(__file__).resolve().parents[2]
# Whether another seed gives another document: a verdict and a plan are worked out, not drawn.
COMMANDS = {
    "forecast_series": True, "fit_clv": True, "fit_mix": True, "forecast_campaign": True, "test_leads": False,
    "plan_budget": False,
}  # fmt: skip
RUN = "import sys, json, django; django.setup(); from django.core.management import call_command; " \
    "[call_command(*one) for one in json.loads(sys.argv[1])]"  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Arguments of every command, on small files."""
    at = tmp_path_factory.mktemp("files")
    media = media_world(weeks=60, channels=1, seed=1).data
    weeks = [[week, value, *spend] for week, value, spend in zip(media.weeks, media.outcome, media.spend, strict=True)]
    past = [[c.name, c.channel, c.kind, c.spend, c.outcome] for c in closed_campaigns(12, seed=1)]
    kpi, outcome = lead_pair(weeks=60, seed=3, effect=0.8)
    header = ["campaign", "channel", "type", "spend", "outcome"]
    few = at / "customers.csv"
    few.write_text("\n".join(CDNOW.read_text().splitlines()[:801]))
    mix = write(at / "media.csv", ["week", "revenue", "tv"], weeks)
    curves = at / "curves.json"
    history, plan = (
        write(at / "past.csv", header, past),
        write(at / "plan.csv", header[:-1], [["fair", "B", "y", 9000]]),
    )
    call_command("forecast_campaign", str(history), str(plan), "--curves", str(curves), "--out", os.devnull)
    series = list(enumerate(weekly("trend", weeks=40, seed=1)))
    pairs = [["a", *one] for one in zip(media.weeks, kpi, outcome, strict=True)]
    return {
        "forecast_series": [write(at / "series.csv", ["index", "value"], series), "--horizon", 6],
        "fit_clv": [few],
        "fit_mix": [mix, "--outcome", "revenue", "--spend", "tv"],
        "forecast_campaign": [history, plan],
        "test_leads": [write(at / "pairs.csv", ["pair", "time", "kpi", "outcome"], pairs)],
        "plan_budget": [curves],
    }  # fmt: skip


def made(files, folder, *, seed):
    return {name: [name, *map(str, given), "--seed", str(seed), "--out", str(folder / f"{name}.json")]
            for name, given in files.items()}  # fmt: skip


@pytest.fixture(scope="module")
def documents(files, tmp_path_factory):
    """By command: its bytes here, its bytes in a process of its own with other hashes, and those of another seed."""
    here, there, other = (tmp_path_factory.mktemp(name) for name in ("here", "there", "other"))
    for arguments in made(files, here, seed=5).values():
        call_command(*arguments)
    apart = list(made(files, there, seed=5).values()) + list(made(files, other, seed=6).values())
    environment = {**os.environ, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "alignment.config.settings"}
    subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(apart)], cwd=PROJECT, env=environment, check=True, timeout=300
    )
    return {name: [(at / f"{name}.json").read_bytes() for at in (here, there, other)] for name in files}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_the_same_bytes_in_every_process(documents, command):
    here, there, other = documents[command]

    assert here == there
    assert len(here) > 100
    assert (json.loads(here) | {"seed": 0} != json.loads(other) | {"seed": 0}) is COMMANDS[command]


def rows(found):
    """Kept rows without what says when and under which key they were kept."""
    apart = {"id", "run", "fit", "session", "computed_at", "fitted_at", "signed_by", "promise"}
    return [{key: value for key, value in model_to_dict(row).items() if key not in apart} for row in found]


def outlooks(now):
    return rows(Outlook.objects.filter(run=forecast_all(now=now, locked_model="linear")).order_by("kpi", "key_result"))


def customers(now):
    return rows(CustomerGroup.objects.filter(run=value_customers(now=now)).order_by("pk"))


def rulings(now):
    return rows(Ruling.objects.filter(session=hold_court(now=now)).order_by("pk"))


def mixes(now):
    row = fit("revenue", now=now)
    return [*rows([row]), *rows(MixChannel.objects.filter(fit=row).order_by("pk"))]


@pytest.mark.parametrize(
    ("fixture", "draw", "now"),
    [
        ("running", outlooks, test_outlooks.NOW), ("shop", customers, test_customer_pages.NOW),
        ("claims", rulings, test_court.NOW), (None, mixes, test_mix_pages.NOW),
    ],
    ids=["outlooks and the range beside a promise", "customer value", "court", "media mix"],
)  # fmt: skip
def test_what_is_kept_twice_from_the_same_data_is_the_same(request, db, fixture, draw, now):
    if fixture:
        request.getfixturevalue(fixture)
    else:
        test_mix_pages.fill(weeks=30, names=("Search", "Fair"))

    first, second = draw(now), draw(now + timedelta(seconds=1))

    assert first
    assert json.dumps(first, default=str) == json.dumps(second, default=str)


def test_what_two_people_sign_beside_the_same_data_is_kept_and_settled_the_same(running):
    for later in range(2):
        forecast_all(now=test_outlooks.NOW + timedelta(seconds=later), locked_model="linear")
        row = running["weekly"]
        promise_key_result(
            row, Interval(90, 120, 140), beside=outlook_beside(row.pk), by=make.user(), now=test_outlooks.NOW
        )

    assert settle_promises(now=test_outlooks.NOW + timedelta(days=40), model="linear") == 2

    (first, second), (came, again) = rows(Promise.objects.order_by("pk")), rows(Settlement.objects.order_by("pk"))
    assert first["model_low"] < first["model_high"]
    assert first == second
    assert came == again


def test_two_answers_to_one_question_about_the_budget_are_the_same(world):
    first, second = asked(world), asked(world)

    assert first.answer["sentence"]
    assert json.dumps(first.answer) == json.dumps(second.answer)
    assert rows(first.cards.all()) == [{**row, "plan": first.pk} for row in rows(second.cards.all())]


def test_the_curves_before_a_launch_are_drawn_the_same():
    first, second = (
        draw_curve(fit_launches(closed_campaigns(12, seed=1)), "A", "x", seed=SEED, draws=50) for _ in range(2)
    )

    assert all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
