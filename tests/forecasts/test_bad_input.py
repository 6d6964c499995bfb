"""Data that carry no honest number: what was wrong and what would help, by the commands and on the pages."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.core.management import CommandError
from django.urls import reverse

from forecasts.models import LaunchFit, Outlook, OutlookRun
from forecasts.services.mix import fit
from tests import factories as make
from tests.forecasts.test_commands import run, write
from tests.forecasts.test_mix_pages import NOW, fill
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
        (lambda at: mix(at, tv=np.where(np.arange(60) == 7, -5.0, TV)), "negative in 1 weeks", "credit notes into"),
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


def test_pages_say_it_in_the_same_words(db, client):
    client.force_login(make.user())
    _, (search, _) = fill(weeks=30, names=("Search", "Fair"))
    make.spend(search, date(2026, 6, 1), "-30000.00")
    run_ = OutlookRun.objects.create(as_of=NOW.date(), computed_at=NOW, published_at=NOW)
    key_result = make.key_result(make.objective(make.cycle(date(2026, 4, 1), date(2026, 7, 1))), "Leads")
    zeros = {"reason": "All known values are zero.", "needs": "Check in what came."}
    Outlook.objects.create(run=run_, key_result=key_result, ends_on=date(2026, 7, 1), **zeros)
    LaunchFit.objects.create(
        outcome="revenue", as_of=NOW.date(), computed_at=NOW, published_at=NOW, model="linear",
        reason="Only 1 closed campaign is usable.", needs="Close more.",
    )  # fmt: skip

    row = fit("revenue", now=datetime(2026, 6, 10, 9, tzinfo=UTC))

    assert row.reason == "Spend of Search is negative in 1 weeks, first in that of 2026-06-01."
    mixed = client.get(reverse("forecasts:mix")).content.decode()
    assert f"{row.reason}</b> {row.needs}" in mixed
    assert (
        "All known values are zero. Check in what came."
        in client.get(reverse("forecasts:key_result", args=[key_result.pk])).content.decode()
    )
    assert "Only 1 closed campaign is usable. Close more." in client.get(reverse("forecasts:launch")).content.decode()
