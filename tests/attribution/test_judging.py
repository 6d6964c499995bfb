"""Models before simulated worlds, and the report that ships with the code."""

import io
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from attribution.core.models import Model
from attribution.core.truth import FILE, read, shipped
from attribution.core.verdict import ChannelFacts
from attribution.judging.observe import Credit, Observed, observe
from attribution.judging.report import _own_coverage, _rows
from attribution.judging.shipped import BEGINS, DOCS, ENDS, as_markdown, as_text, write
from simulator.core.worlds import WORLDS


def observed(seed: int, credit, low=None, high=None) -> Observed:
    """The same credit under every model."""
    as_arrays = [None if row is None else np.array(row, dtype=float) for row in (credit, credit, low, high)]
    truth = ChannelFacts(np.array([4.0, 0.0]), np.array([5.0, 0.0]), np.array([10.0, 10.0]), np.array([True, False]))
    return Observed("clean", seed, {model: Credit(*as_arrays) for model in Model}, truth)


class TestOneWorld:
    def test_a_small_world_is_credited_under_every_model_by_channel(self):
        seen = observe("retargeting_trap", seed=3, small=True, replicates=20)

        assert set(seen.credit) == set(Model)
        linear = seen.credit[Model.LINEAR]
        assert len(linear.conversions) == len(WORLDS["retargeting_trap"].channels)
        assert (linear.low <= linear.high).all()
        assert linear.conversions.sum() > 100

    def test_the_same_seed_gives_the_same_credit(self):
        first, again, other = (observe("b2b_clean", seed=seed, small=True, replicates=0) for seed in (5, 5, 6))

        assert first.credit[Model.MARKOV].value.tolist() == again.credit[Model.MARKOV].value.tolist()
        assert first.credit[Model.MARKOV].value.tolist() != other.credit[Model.MARKOV].value.tolist()
        assert first.credit[Model.LINEAR].low is None


class TestReport:
    def test_rows_are_means_over_seeds(self):
        rows = [row for row, _ in _rows("clean", [observed(1, [3, 1]), observed(2, [1, 1])], [])]

        assert len(rows) == len(Model)
        assert rows[0]["idle_credit"] == pytest.approx((0.25 + 0.5) / 2)
        assert rows[0]["credited_to_caused"] == pytest.approx((1 + 0.5) / 2)
        assert (rows[0]["interval_coverage"], rows[0]["truth_coverage"]) == (None, None)

    def test_an_interval_is_held_against_the_mean_of_the_other_worlds(self):
        """Means of the others: 15, 10 and 5 for the first channel; the second never differs."""
        low, high = [6, 1], [14, 3]
        small = [observed(seed, [credit, 2], low, high) for seed, credit in enumerate((0, 10, 20))]

        assert _own_coverage(small, Model.FIRST) == (1 + 3, 6)

    def test_worlds_with_too_few_conversions_for_an_interval_are_left_out(self):
        assert _own_coverage([observed(1, [1, 1]), observed(2, [1, 1])], Model.FIRST) == (0, 0)


class TestShipped:
    def test_it_judges_every_model_in_every_world(self):
        told = shipped()

        assert {(row.world, row.model) for row in told.rows} == {
            (world, model.value) for world in WORLDS for model in Model
        }
        assert told.made_on >= date(2026, 11, 22)

    def test_intervals_hold_what_they_promise_over_at_least_two_hundred_worlds(self):
        told = shipped()
        held = {row.model: row.interval_coverage for row in told.models}

        assert told.small * len(told.worlds) >= 200
        # The docs say that Markov's are a little wider than they promise.
        assert 0.93 < held.pop(Model.MARKOV) < 0.94
        assert len(held) == len(Model) - 1
        assert all(0.87 <= coverage <= 0.93 for coverage in held.values())

    def test_the_docs_show_its_numbers(self):
        table = DOCS.read_text().split(BEGINS)[1].split(ENDS)[0]

        assert as_markdown(json.loads(FILE.read_text())).strip() == table.strip()

    def test_a_written_report_reads_back(self, tmp_path: Path):
        told = json.loads(FILE.read_text())
        write(told, tmp_path)

        assert read(io.StringIO((tmp_path / "truth.json").read_text())) == shipped()
        assert len(as_text(told).splitlines()) == 1 + len(told["rows"])


class TestCommand:
    def test_a_world_that_is_not_there_names_those_that_are(self):
        with pytest.raises(CommandError, match="Choose one of: null, clean"):
            call_command("judge_attribution", "nirvana")

    def test_only_the_whole_report_is_shipped(self):
        with pytest.raises(CommandError, match="name no world"):
            call_command("judge_attribution", "clean", ship=True)
