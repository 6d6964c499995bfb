"""Files of others that we ship stay as they were published: each is listed by its SHA-256, beside its licence."""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = [ROOT / "static" / "vendor", ROOT / "tests" / "vendor", ROOT / "reports" / "documents" / "fonts"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_vendored_files_are_the_listed_ones_and_no_other(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]

    assert {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == listed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_vendored_work_has_its_licence(folder: Path) -> None:
    assert [work.name for work in folder.iterdir() if work.is_dir() and not (work / "LICENSE").exists()] == []
