"""The offline commands: known answers from files, bytes that do not depend on order, sentences for bad files."""

import csv
import json
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from attribution.core.models import Model

PUBLISHED = ["path,conversions,value,nulls", "c1 > c2 > c3,1,10,0", "c1,0,0,1", "c2 > c3,0,0,1"]
TOUCHES = [
    "person_id,occurred_at,channel",
    "p1,2024-01-01,search",
    "p1,2024-01-06,social",
    "p1,2024-01-13,email",
    "p1,2024-01-31,event",
    "p1,2024-02-08,direct",
]
CONVERSIONS = ["conversion_id,person_id,converted_at,value", "o1,p1,2024-02-08,12000"]


def written(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def table(folder: Path, model: str) -> dict[str, dict[str, str]]:
    with (folder / f"{model}.csv").open(encoding="utf-8") as lines:
        return {row["channel"]: row for row in csv.DictReader(lines)}


def amounts(folder: Path, model: str, column: str = "conversions") -> list[float]:
    return [float(row[column]) for row in table(folder, model).values()]


def summary(folder: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


def from_paths(folder: Path, lines: Sequence[str], **options: object) -> Path:
    out = folder / "out"
    call_command("attribute_paths", str(written(folder / "paths.csv", lines)), out=str(out), verbosity=0, **options)
    return out


def from_touches(folder: Path, touches: Sequence[str], conversions: Sequence[str], **options: object) -> Path:
    files = [str(written(folder / "touches.csv", touches)), str(written(folder / "conversions.csv", conversions))]
    call_command("attribute_touches", *files, out=str(folder / "out"), **options)
    return folder / "out"


class TestPaths:
    def test_the_published_markov_example(self, tmp_path: Path) -> None:
        out = from_paths(tmp_path, PUBLISHED)
        assert amounts(out, "markov") == pytest.approx([0.2, 0.4, 0.4])
        assert amounts(out, "markov", "removal_effect") == pytest.approx([0.5, 1, 1])
        assert amounts(out, "markov", "value") == pytest.approx([2, 4, 4])

    def test_all_models_but_time_decay_are_written(self, tmp_path: Path) -> None:
        out = from_paths(tmp_path, PUBLISHED)
        assert {p.stem for p in out.glob("*.csv")} == set(Model) - {Model.TIME_DECAY}
        assert summary(out)["left_out"] == {"time_decay": "grouped paths carry no dates"}

    @pytest.mark.parametrize("mark", [" > ", ">", " -> ", "|", " ; "])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_usual_headers_delimiters_and_separators_are_recognised(
        self, tmp_path: Path, mark: str, delimiter: str
    ) -> None:
        rows = [["Path", "Total_Conversions", "total_conversion_value", "total_null"], [f"a{mark}b", "2", "8", "1"]]
        out = from_paths(tmp_path, [delimiter.join(f'"{cell}"' for cell in row) for row in rows], models="linear")
        assert amounts(out, "linear", "value") == [4, 4]

    def test_columns_and_separator_can_be_named(self, tmp_path: Path) -> None:
        lines = ["wege,kaeufe", "a+b,3", "b,1"]
        out = from_paths(tmp_path, lines, path_column="wege", conversions_column="kaeufe", sep="+", models="last")
        assert amounts(out, "last") == [0, 4]

    def test_shuffled_lines_give_the_same_bytes(self, tmp_path: Path) -> None:
        dice = random.Random(1)
        lines = [
            f"{' > '.join(dice.choices('abcde', k=dice.randint(1, 7)))},{dice.randint(0, 9)},,{dice.randint(0, 9)}"
            for _ in range(400)
        ]
        contents = []
        for turn in ("one", "two"):
            (tmp_path / turn).mkdir()
            out = from_paths(tmp_path / turn, [PUBLISHED[0], *lines], order=2)
            contents.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
            dice.shuffle(lines)
        assert contents[0] == contents[1]
        assert b"low" in contents[0]["markov.csv"]

    def test_printed_credit_and_unattributed_add_up_digit_for_digit(self, tmp_path: Path) -> None:
        out = from_paths(tmp_path, [PUBLISHED[0], "a > b > c,100,99.99,3", "b > c > d > b,7,0.01,2", ",5,12.5,0"])
        for model in set(Model) - {Model.TIME_DECAY}:
            rows = table(out, model).values()
            assert sum(Decimal(row["conversions"]) for row in rows) == 107
            assert sum(Decimal(row["value"]) for row in rows) == 100
        assert summary(out)["unattributed"] == {"conversions": 5, "value": 12.5}

    def test_intervals_hold_the_credit_and_need_thirty_conversions(self, tmp_path: Path) -> None:
        few = from_paths(tmp_path, [PUBLISHED[0], "a > b,29,1,3"])
        assert {row["low"] for row in table(few, "linear").values()} == {""}
        enough = from_paths(tmp_path, [PUBLISHED[0], "a > b,200,1,90", "a,300,4,500", "b > c > a,90,4,5"])
        for model in ("linear", "markov", "markov_normalised", "shapley", "shapley_rate"):
            for row in table(enough, model).values():
                assert float(row["low"]) <= float(row["conversions"]) <= float(row["high"])

    def test_the_interval_of_a_count_is_that_of_a_poisson(self, tmp_path: Path) -> None:
        out = from_paths(tmp_path, [PUBLISHED[0], "a,400,1,0", "b,100,1,0"], models="linear", replicates=2000)
        row = table(out, "linear")["a"]
        assert float(row["low"]) == pytest.approx(400 - 1.645 * 20, abs=4)
        assert float(row["high"]) == pytest.approx(400 + 1.645 * 20, abs=4)


class TestTouches:
    def test_twelve_thousand_decays_as_published(self, tmp_path: Path) -> None:
        out = from_touches(tmp_path, TOUCHES, CONVERSIONS, half_life_days=7)
        found = table(out, "time_decay")
        wanted = {"search": 175.2, "social": 287.4, "email": 574.9, "event": 3417.0, "direct": 7545.4}
        assert {name: round(float(row["value"]), 1) for name, row in found.items()} == wanted
        assert float(table(out, "last_non_direct")["event"]["conversions"]) == 1

    def test_all_thirteen_models_are_written(self, tmp_path: Path) -> None:
        out = from_touches(tmp_path, TOUCHES, CONVERSIONS)
        assert {p.stem for p in out.glob("*.csv")} == set(Model)

    def test_the_look_back_holds_both_its_ends(self, tmp_path: Path) -> None:
        out = from_touches(tmp_path, TOUCHES, CONVERSIONS, lookback_days=8, models="linear")
        credited = {name for name, row in table(out, "linear").items() if row["conversions"] != "0"}
        assert credited == {"event", "direct"}

    def test_dates_epochs_and_zones_mean_the_same_moment(self, tmp_path: Path) -> None:
        moments = ["1704067200", "1704067200000", "2024-01-01", "2024-01-01T01:00:00+01:00", "20240101"]
        moments += ["2024-01-01 00:00:00.000 +0000", "2023-12-31T19:00:00-0500", "2024-01-01T00:00:00Z"]
        touches = [TOUCHES[0], *(f"p1,{moment},c{i}" for i, moment in enumerate(moments))]
        out = from_touches(tmp_path, touches, [CONVERSIONS[0], "o,p1,2024-01-01,8"], lookback_days=0, models="linear")
        assert amounts(out, "linear") == [0.125] * 8

    def test_times_without_a_zone_are_read_in_the_named_one(self, tmp_path: Path) -> None:
        touches = [TOUCHES[0], "p1,2024-07-01 02:00:00,naive", "p1,2024-07-01T00:00:00Z,exact"]
        conversions = [CONVERSIONS[0], "o,p1,2024-07-01T00:00:00Z,8"]
        options = {"lookback_days": 0, "models": "linear", "time_zone": "Europe/Berlin"}
        assert amounts(from_touches(tmp_path, touches, conversions, **options), "linear") == [0.5, 0.5]

    def test_reset_starts_a_journey_after_the_conversion_before(self, tmp_path: Path) -> None:
        touches = [TOUCHES[0], "p1,2024-01-01,a", "p1,2024-01-03,b"]
        conversions = [CONVERSIONS[0], "o1,p1,2024-01-02,1", "o2,p1,2024-01-04,1"]
        (tmp_path / "reset").mkdir()
        assert amounts(from_touches(tmp_path, touches, conversions, models="linear"), "linear") == [1.5, 0.5]
        reset = from_touches(tmp_path / "reset", touches, conversions, models="linear", reset=True)
        assert amounts(reset, "linear") == [1, 1]

    def test_shuffled_lines_with_equal_times_give_the_same_bytes(self, tmp_path: Path) -> None:
        dice = random.Random(2)
        touches = [f"p{dice.randint(0, 60)},2024-01-{dice.randint(1, 9):02},{dice.choice('abcd')}" for _ in range(500)]
        buys = [f"o{i},p{dice.randint(0, 60)},2024-01-{dice.randint(5, 9):02},{i}.{i}1" for i in range(90)]
        contents = []
        for turn in ("one", "two"):
            (tmp_path / turn).mkdir()
            out = from_touches(tmp_path / turn, [TOUCHES[0], *touches], [CONVERSIONS[0], *buys])
            contents.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
            dice.shuffle(touches)
            dice.shuffle(buys)
        assert contents[0] == contents[1]

    def test_what_no_touch_preceded_is_unattributed(self, tmp_path: Path) -> None:
        conversions = [*CONVERSIONS, "o2,stranger,2024-02-01,7.5", "o3,,2024-02-01,"]
        found = summary(from_touches(tmp_path, [*TOUCHES, ",2024-01-01,a"], conversions, models="first"))
        assert found["unattributed"] == {"conversions": 2, "value": 7.5}
        assert found["totals"]["unknown_values"] == 1
        assert found["totals"]["touches_without_person"] == 1

    def test_campaigns_get_files_of_their_own(self, tmp_path: Path) -> None:
        touches = ["person_id,occurred_at,channel,campaign", "p1,2024-01-01,a,spring", "p1,2024-01-02,b,"]
        out = from_touches(tmp_path, touches, [CONVERSIONS[0], "o,p1,2024-01-03,8"], models="linear")
        assert (out / "campaigns" / "linear.csv").read_text().splitlines()[1:] == [
            "(no campaign),0.5,4,,,",
            "spring,0.5,4,,,",
        ]

    def test_stage_dates_anchor_the_w(self, tmp_path: Path) -> None:
        stages = written(
            tmp_path / "stages.csv",
            ["conversion_id,stage,occurred_at", "o1,lead,2024-01-07", "o1,opportunity,2024-01-31"],
        )
        out = from_touches(tmp_path, TOUCHES, CONVERSIONS, stages=str(stages), models="w_shaped")
        found = {name: float(row["conversions"]) for name, row in table(out, "w_shaped").items()}
        assert found == pytest.approx({"search": 0.3, "social": 0.3, "event": 0.3, "email": 0.05, "direct": 0.05})


class TestBadFiles:
    @pytest.mark.parametrize(
        ("lines", "sentence"),
        [
            ([""], "empty or has no header"),
            (["path,conversions"], "no rows"),
            (["path,visits", "a,1"], "no column for conversions"),
            ([PUBLISHED[0], "a,1,2,0", "b,-1,2,0"], "conversions cannot be negative: line 3"),
            ([PUBLISHED[0], "a,many,2,0"], "conversions is not a number: line 2 \\(“many”\\)"),
            ([PUBLISHED[0], "a,1,nan,0"], "value is not a number: line 2"),
            ([PUBLISHED[0], "a,0,2,0"], "value but no conversions: line 2"),
            ([PUBLISHED[0], "a,1"], "too few or too many fields at line 2"),
            ([PUBLISHED[0], '"a,1,2,0'], "quotation mark that is never closed"),
            (["path,conversions,conversions", "a,1,1"], "more than one column called conversions"),
        ],
    )
    def test_paths_say_what_is_wrong_and_where(self, tmp_path: Path, lines: list[str], sentence: str) -> None:
        with pytest.raises(CommandError, match=sentence):
            from_paths(tmp_path, lines)
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize(
        ("touch", "conversion", "sentence"),
        [
            ("p1,soon,a", "o,p1,2024-01-01,1", "touches.csv: occurred_at is not a date .*line 7 \\(“soon”\\)"),
            ("p1,2024-13-01,a", "o,p1,2024-01-01,1", "line 7"),
            ("p1,2024-01-01,a", "o,p1,tomorrow,1", "conversions.csv: converted_at is not a date"),
            ("p1,2024-01-01,a", "o1,p1,2024-01-01,1", "used twice: line 2 \\(“o1”\\), line 3"),
            ("p1,2024-01-01,a", ",p1,2024-01-01,1", "a conversion has no id: line 3"),
            ("p1,2024-01-01,a", "o,p1,2024-01-01,free", "value is not a number: line 3 \\(“free”\\)"),
        ],
    )
    def test_logs_say_what_is_wrong_and_where(self, tmp_path: Path, touch: str, conversion: str, sentence: str) -> None:
        with pytest.raises(CommandError, match=sentence):
            from_touches(tmp_path, [*TOUCHES, touch], [*CONVERSIONS, conversion])
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ({"models": "magic"}, "no model “magic”"),
            ({"models": "time_decay"}, "needs dates"),
            ({"order": 5}, "order must be"),
            ({"custom": "middle=3"}, "custom weights like"),
            ({"custom": "first=-3"}, "zero or more"),
            ({"path_column": "nowhere"}, "no column “nowhere”"),
        ],
    )
    def test_bad_options_are_refused_in_a_sentence(
        self, tmp_path: Path, options: dict[str, object], sentence: str
    ) -> None:
        with pytest.raises(CommandError, match=sentence):
            from_paths(tmp_path, PUBLISHED, **options)
