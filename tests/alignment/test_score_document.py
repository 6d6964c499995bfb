"""docs/score.md says what the program computes: every number of its example is computed again."""

import re
from pathlib import Path

import pytest

from alignment.core.receipt import write_receipt
from alignment.core.score import score
from alignment.core.words import LABELS
from tests.alignment.worlds import worked_example

TEXT = (Path(__file__).parents[2] / "docs" / "score.md").read_text(encoding="utf-8")


def test_every_line_of_the_worked_table_is_the_programs_own():
    arithmetic = write_receipt(worked_example())["arithmetic"]
    lines = re.findall(r"^\| ([A-Z][a-z ]+) \| ([\d.]+) \| (\d+) \| ([\d.]+) \|$", TEXT, re.M)
    assert len(lines) == 8
    for (label, value, weight, points), part in zip(lines, arithmetic["components"], strict=True):
        assert label == LABELS[part["name"]]
        assert float(value) == pytest.approx(part["value"], abs=5e-5)
        assert float(weight) == pytest.approx(100 * part["weight"])
        assert float(points) == pytest.approx(part["points"], abs=5e-5)


def test_the_sums_and_the_range_stand_as_computed():
    found = score(worked_example())
    for number, digits in ((found.value, 4), (found.structure, 4), (found.high, 4)):
        assert f"{number:.{digits}f}" in TEXT
    assert found.result == pytest.approx(76.75)
    assert "45.9028 of 60" in TEXT


def test_the_weights_of_the_first_table_are_those_that_are_shipped():
    weights = re.findall(r"^\| [A-Z][a-z ]+ \| [^|]+\? \| (\d+) \|$", TEXT, re.M)
    assert [float(weight) for weight in weights] == [20, 15, 10, 10, 5, 15, 15, 10]
