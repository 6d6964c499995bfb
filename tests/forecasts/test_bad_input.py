"""Data that carry no honest number: commands say what is wrong and what would help."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.core.management import CommandError

from tests.forecasts.test_commands import run, write
from tests.forecasts.worlds import media_world

WORLD = media_world(weeks=60, channels=1, seed=2).data
TV = WORLD.spend[:, 0]


def media(folder, *, weeks=WORLD.weeks, outcome=WORLD.outcome, **spend):
    rows = zip(weeks, outcome, *spend.values(), strict=True)
    return write(folder / "media.csv", ["week", "revenue", *spend], rows)


def mix(folder, **changes):
    path = media(folder, **changes)
    return ["fit_mix", path, "--outcome", "revenue", "--spend", *(set(changes) - {"weeks", "outcome"})]


def series(folder, *values):
    rows = [(date(2026, 1, 5) + timedelta(weeks=place), value) for place, value in enumerate(values)]
    return ["forecast_series", write(folder / "series.csv", ["date", "value"], rows), "--horizon", "4"]


def one_campaign(folder):
    header = ["campaign", "channel", "type", "spend", "outcome"]
    history = write(folder / "history.csv", header, [["Fair", "Events", "x", 900, 12]])
    plan = write(folder / "plan.csv", header[:-1], [["Next", "Events", "x", 900]])
    return ["forecast_campaign", history, plan]


def missing_week(folder):
    keep = [place for place in range(60) if place != 30]
    return mix(folder, weeks=[WORLD.weeks[place] for place in keep], outcome=WORLD.outcome[keep], tv=TV[keep])


def unreachable_goal(folder):
    out = folder / "mix.json"
    run_mix = mix(folder, tv=TV)
    with pytest.raises(ValueError, match="Expecting value"):  # the document goes to the file, so nothing is printed
        run(*run_mix, "--out", out)
    return ["plan_budget", out, "--budget", "1"]


@pytest.mark.parametrize(
    ("made", "why", "helps"),
    [
        (lambda at: series(at, 1, 2, 3), "3 known points", "Record 2 more"),
        (lambda at: series(at, *[0] * 12), "zero", "needs|Check|Enter|import|Record"),
        (one_campaign, "Only 1 closed campaign is usable", "Close and settle past campaigns"),
        (lambda at: mix(at, tv=np.full(60, 900.0)), "never switched off", "pause it in some weeks or regions"),
        (lambda at: mix(at, tv=TV, radio=2 * TV), "moves with", "vary one without the other"),
        (lambda at: mix(at, tv=np.where(np.arange(60) == 7, -5.0, TV)), "negative in 1 week", "each credit note into"),
        (missing_week, "without gaps", "Add the missing weeks"),
        (unreachable_goal, "is below the", "Raise the budget"),
    ],
    ids=["few points", "all zeros", "one campaign", "never off", "collinear", "credit note", "missing week", "goal"],
)  # fmt: skip
def test_a_command_says_what_is_wrong_and_what_would_help(tmp_path, made, why, helps):
    command = made(tmp_path)

    try:
        said = str(run(*command))  # one bad series or plan among others is told in the document
    except CommandError as refused:
        said = str(refused)

    assert why in said
    assert any(word in said for word in helps.split("|"))
    assert "'median'" not in said
    assert "'roas'" not in said
