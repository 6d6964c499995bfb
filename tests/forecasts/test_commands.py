import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from tests.forecasts.worlds import closed_campaigns, lead_pair, media_world, weekly

PROJECT = Path(__file__).resolve().parents[2]
CDNOW = PROJECT / "tests" / "golden" / "cdnow.csv"


def run(command, *arguments):
    """The document that a command prints."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return json.loads(out.getvalue())


def write(path, header, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def mondays():
    return [str(day) for day in media_world(weeks=120).data.weeks]


@pytest.fixture
def media_file(tmp_path):
    data = media_world(weeks=60, channels=3, seed=1).data
    rows = [[week, outcome, *spend] for week, outcome, spend in zip(data.weeks, data.outcome, data.spend, strict=True)]
    return write(tmp_path / "media.csv", ["week", "revenue", "tv", "search", "events"], rows)


@pytest.fixture
def campaign_files(tmp_path):
    past = [[c.name, c.channel, c.kind, c.spend, c.outcome] for c in closed_campaigns(12, seed=1)]
    history = write(tmp_path / "history.csv", ["campaign", "channel", "type", "spend", "outcome"], past)
    plan = [["spring", "A", "x", 6000], ["fair", "B", "y", 9000]]
    return history, write(tmp_path / "plan.csv", ["campaign", "channel", "type", "spend"], plan)


class TestForecastSeries:
    def test_steps_are_dated_and_the_total_has_a_range(self, tmp_path, mondays):
        rows = [["leads", day, value] for day, value in zip(mondays, weekly("trend", weeks=40, seed=1), strict=False)]
        document = run("forecast_series", write(tmp_path / "s.csv", ["series", "date", "value"], rows), "--horizon", 4)

        (one,) = document["series"]
        assert [step["at"] for step in one["steps"]] == ["2022-10-10", "2022-10-17", "2022-10-24", "2022-10-31"]
        assert one["total"]["low"] < one["total"]["median"] < one["total"]["high"]

    def test_months_are_counted_and_a_missing_one_is_unknown(self, tmp_path):
        rows = [[f"2024-{month:02}-01", 50 + month / 7] for month in range(1, 13) if month != 5]
        document = run("forecast_series", write(tmp_path / "m.csv", ["date", "value"], rows), "--horizon", 2)

        (one,) = document["series"]
        assert one["missing_steps"] == 1
        assert [step["at"] for step in one["steps"]] == ["2025-01-01", "2025-02-01"]

    def test_one_refused_series_does_not_stop_the_others(self, tmp_path):
        rows = [["good", n, 50 + n % 3 + 0.5] for n in range(20)] + [["empty", n, 0] for n in range(20)]
        document = run("forecast_series", write(tmp_path / "s.csv", ["series", "index", "value"], rows), "--horizon", 3)

        good, empty = document["series"]
        assert good["basis"] == "smoothing"
        assert empty["refused"].startswith("All 20 points are zero")
        assert "total" not in empty

    def test_a_target_adds_chance_and_status(self, tmp_path):
        path = write(tmp_path / "s.csv", ["index", "value"], [[n, 50.5 + n % 2] for n in range(20)])

        found = run("forecast_series", path, "--horizon", 3, "--target", 100)["series"][0]["target"]

        assert (found["chance"], found["status"]) == (1.0, "on track")

    def test_a_ratio_is_forecast_by_its_parts(self, tmp_path):
        rows = [[n, 3, 12] for n in range(20)]
        path = write(tmp_path / "r.csv", ["index", "numerator", "denominator"], rows)

        assert run("forecast_series", path, "--horizon", 6)["series"][0]["total"]["median"] == pytest.approx(
            0.25, abs=0.1
        )

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "s.csv is empty"),
            ("date,value\n", "no rows below its first line"),
            ("date,amount\n2024-01-01,5\n", "no column “value”; it has date, amount"),
            ("date,value\n2024-01-01,five\n", "line 2, column “value”: “five” is not a number"),
            ("date,value\n2024-01-01,inf\n", "“inf” is not a number"),
            ("date,value\n01/02/2024,5\n", "“01/02/2024” is not a date. Write dates as"),
            ("date,value\n2024-01-01,5\n2024-01-01,6\n", "two rows for 2024-01-01"),
            ("date,value\n2024-01-01,5\n2024-01-08\n", "line 3 has 1 cells"),
            ("date,date\n2024-01-01,5\n", "names a column twice"),
            (
                "date,value\n2024-01-01,5\n2024-01-08,6\n",
                "Nothing could be forecast. value: The series has 2 known points",
            ),
            ("date,value\n2024-01-01,5\n2024-01-08,6\n2024-01-15,6\n2024-01-17,7\n", "not all fall on that grid"),
        ],
    )
    def test_bad_files_get_a_sentence(self, tmp_path, text, words):
        path = tmp_path / "s.csv"
        path.write_text(text)

        with pytest.raises(CommandError, match=words):
            run("forecast_series", path, "--horizon", 3)

    def test_a_file_that_is_not_text_gets_a_sentence(self, tmp_path):
        path = tmp_path / "s.csv"
        path.write_bytes(b"\xff\xfe\x00date")

        with pytest.raises(CommandError, match="is not UTF-8 text"):
            run("forecast_series", path, "--horizon", 3)


class TestFitClv:
    def test_the_document_holds_the_published_parameters(self, tmp_path):
        customers = tmp_path / "customers.csv"

        document = run("fit_clv", CDNOW, "--ahead", 39, "--customers", customers)
        fit = document["fit"]

        assert "not a season" in document["range_covers"]
        assert fit["buying"]["r"] == pytest.approx(0.2426, abs=1e-4)
        assert fit["value"]["low"] < fit["value"]["high"]
        assert len(customers.read_text().splitlines()) == 2358

    def test_a_small_base_gets_a_sentence(self, tmp_path):
        few = tmp_path / "few.csv"
        few.write_text("\n".join(CDNOW.read_text().splitlines()[:50]))

        with pytest.raises(CommandError, match="There are 49 customers"):
            run("fit_clv", few)


class TestFitMixAndPlanBudget:
    def test_curves_go_from_the_mix_to_the_plan(self, tmp_path, media_file):
        mix = tmp_path / "mix.json"
        run_out = ["fit_mix", media_file, "--outcome", "revenue", "--spend", "tv", "search", "events", "--out", mix]
        call_command(*map(str, run_out))

        told = json.loads(mix.read_text())
        plan = run("plan_budget", mix, "--lock", "tv", "--brand", "events", "--brand-floor", 0.1)

        assert {one["channel"] for one in told["channels"] if one["shown"]} == {"tv", "search", "events"}
        assert len(plan["advice"]["moves"]) == 3
        assert sum(m["then"] for m in plan["advice"]["moves"]) == pytest.approx(
            sum(m["now"] for m in plan["advice"]["moves"]), abs=2
        )

    def test_a_gated_channel_has_reasons_and_no_number_and_is_not_moved(self, tmp_path, media_file):
        rows = list(csv.reader(media_file.open()))
        twin = write(tmp_path / "twin.csv", [*rows[0], "radio"], [[*row, 2 * float(row[2])] for row in rows[1:]])
        out = tmp_path / "mix.json"
        spend = ["tv", "search", "events", "radio"]
        call_command("fit_mix", str(twin), "--outcome", "revenue", "--spend", *spend, "--out", str(out))

        told = {one["channel"]: one for one in json.loads(out.read_text())["channels"]}
        assert "moves with radio's" in told["tv"]["reasons"][0]
        assert "roas" not in told["tv"]
        assert "roas" in told["search"]
        assert set(run("plan_budget", out)["not_moved"]) == {"tv", "radio"}

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda rows: rows[:30], "No channel's return can be shown. .*29 weeks are too few"),
            (lambda rows: rows[:20] + rows[21:], "weeks must follow each other without gaps"),
            (lambda rows: [*rows[:-1], [*rows[-1][:2], "-5", *rows[-1][3:]]], "Spend of tv is negative in 1 week"),
            (lambda rows: [*rows[:-1], [*rows[-1][:2], "", *rows[-1][3:]]], "tv has no value in 1 week"),
        ],
    )
    def test_unusable_data_get_a_sentence(self, tmp_path, media_file, change, words):
        rows = list(csv.reader(media_file.open()))
        path = write(tmp_path / "bad.csv", rows[0], change(rows)[1:])

        with pytest.raises(CommandError, match=words):
            run("fit_mix", path, "--outcome", "revenue", "--spend", "tv", "search", "events")

    def test_a_lift_test_outside_the_weeks_is_refused(self, tmp_path, media_file):
        tests = write(
            tmp_path / "t.csv", ["channel", "from", "to", "added", "standard_error"],
            [["tv", "2030-01-01", "2030-02-01", 5, 1]],
        )  # fmt: skip

        with pytest.raises(CommandError, match=r"line 2: a lift test needs a channel of --spend, weeks of the file"):
            run("fit_mix", media_file, "--outcome", "revenue", "--spend", "tv", "--tests", tests)

    @pytest.mark.parametrize(
        ("text", "words"),
        [("{", "is not JSON"), ("[]", "holds no curves"), ('{"channels": ["a"]}', "no usable curves")],
    )
    def test_a_file_without_curves_is_refused(self, tmp_path, text, words):
        path = tmp_path / "curves.json"
        path.write_text(text)

        with pytest.raises(CommandError, match=words):
            run("plan_budget", path)


class TestForecastCampaign:
    def test_plans_are_told_with_range_chance_and_history(self, tmp_path, campaign_files):
        curves = tmp_path / "curves.json"
        document = run("forecast_campaign", *campaign_files, "--value", 40, "--hurdle", 0.2, "--curves", curves)

        spring, fair = document["campaigns"]
        assert spring["roi"]["low"] < spring["roi"]["high"]
        assert 0 <= fair["chance_of_hurdle"] <= 1
        assert spring["built_on"].startswith("built on 12 closed campaigns")
        assert run("plan_budget", curves, "--budget", 15000)["period"] == "campaign"

    def test_one_closed_campaign_gets_a_sentence(self, tmp_path, campaign_files):
        history = write(tmp_path / "one.csv", ["channel", "type", "spend", "outcome"], [["A", "x", 5, 5]])

        with pytest.raises(CommandError, match=r"Only 1 closed campaign is usable; .* needs 5"):
            run("forecast_campaign", history, campaign_files[1])

    def test_a_blank_amount_is_unknown_and_not_nought(self, tmp_path, campaign_files):
        history = write(tmp_path / "blank.csv", ["channel", "type", "spend", "outcome"], [["A", "x", "", 5]])

        with pytest.raises(CommandError, match="line 2: spend is blank"):
            run("forecast_campaign", history, campaign_files[1])


class TestTestLeads:
    def test_each_pair_gets_a_verdict(self, tmp_path, mondays):
        lead, none = lead_pair(weeks=104, seed=3, effect=0.8), lead_pair(weeks=104, seed=4, effect=0)
        rows = [
            [name, day, *values]
            for name, pair in (("visits", lead), ("likes", none))
            for day, values in zip(mondays, np.stack(pair, axis=1), strict=False)
        ]
        document = run("test_leads", write(tmp_path / "p.csv", ["pair", "time", "kpi", "outcome"], rows))

        assert [one["verdict"] for one in document["rulings"]] == ["leads", "not proven"]

    def test_short_series_get_a_sentence(self, tmp_path):
        path = write(tmp_path / "p.csv", ["pair", "time", "kpi", "outcome"], [["a", n, n, n * n] for n in range(10)])

        with pytest.raises(CommandError, match="10 joint points, 26 are needed"):
            run("test_leads", path)


class TestTheCommandLine:
    def test_it_runs_without_a_server_exits_with_one_and_shows_no_traceback(self, tmp_path):
        environment = {
            "PATH": "",
            "SIGHTLINE_DATA": str(tmp_path),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        }
        done = subprocess.run(
            [sys.executable, "manage.py", "forecast_series", "nowhere.csv", "--horizon", "3"],
            cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

        assert done.returncode == 1
        assert done.stderr.strip().endswith("nowhere.csv cannot be read: No such file or directory.")
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(
        "command", ["forecast_series", "fit_clv", "fit_mix", "forecast_campaign", "test_leads", "plan_budget"]
    )
    def test_every_command_needs_no_servers(self, command):
        from importlib import import_module

        assert import_module(f"forecasts.management.commands.{command}").Command.needs_servers is False
