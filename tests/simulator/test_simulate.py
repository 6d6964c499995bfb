"""The command line of the simulator."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from simulator.core.worlds import WORLDS
from simulator.management.commands import simulate

Capture = pytest.CaptureFixture[str]


class TestSimulate:
    def test_it_needs_no_servers(self):
        assert simulate.Command.needs_servers is False

    def test_it_writes_the_files_and_the_truth_into_a_new_folder(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        call_command("simulate", "b2b_clean", seed=3, out=tmp_path / "new")

        assert (tmp_path / "new" / "truth.json").is_file()
        assert "touchpoints.csv: " in capsys.readouterr().out

    def test_an_unknown_world_is_refused_with_the_names_there_are(self, tmp_path: Path):
        with pytest.raises(CommandError, match=", ".join(WORLDS)):
            call_command("simulate", "cleen", out=tmp_path)

        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_cannot_be_written_is_named(self, tmp_path: Path):
        (tmp_path / "taken").write_text("a file")

        with pytest.raises(CommandError, match=r"taken: .* Name another folder"):
            call_command("simulate", "b2b_clean", out=tmp_path / "taken")
