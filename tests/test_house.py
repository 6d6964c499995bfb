"""The house keeps itself in order: sizes of rooms, locks without addresses, nothing left open."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
LONGEST = {".py": 300, ".css": 300, ".js": 300, ".html": 120, ".sql": 200}
LONGEST_TEST, LONGEST_FUNCTION = 400, 40
NOT_OURS = ("static/vendor/", "tests/vendor/", "/migrations/", "requirements/")


def tracked(*endings: str) -> list[Path]:
    """Files of ours that git knows or would add, by ending."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.splitlines()
    ours = [name for name in names if not any(part in name for part in NOT_OURS)]
    return [PROJECT / name for name in ours if name.endswith(endings) and (PROJECT / name).exists()]


@pytest.mark.parametrize("ending", LONGEST)
def test_no_file_is_longer_than_its_limit(ending):
    limits = {p: LONGEST_TEST if "tests" in p.parts and ending == ".py" else LONGEST[ending] for p in tracked(ending)}
    too_long = {str(p.relative_to(PROJECT)): n for p, limit in limits.items() if (n := _lines(p)) > limit}

    assert too_long == {}


def test_no_function_is_longer_than_forty_lines():
    too_long = {}
    for path in tracked(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    too_long[f"{path.relative_to(PROJECT)}:{node.name}"] = lines

    assert too_long == {}


def test_locks_name_no_address_and_pin_by_hash():
    for lock in (PROJECT / "requirements").glob("*.txt"):
        text = lock.read_text()
        pins = re.findall(r"^[a-z0-9][a-z0-9._-]*(?:\[.*\])?==", text, flags=re.MULTILINE)

        assert "://" not in text
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
    assert not (PROJECT / "uv.lock").exists()


def test_templates_have_no_inline_script_or_style():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=|\son[a-z]+=|javascript:", re.I
    )
    pages = [p for p in tracked(".html") if p.parent.name != "mail"]  # mail programs know no style sheets
    found = [str(p.relative_to(PROJECT)) for p in pages if inline.search(p.read_text())]

    assert found == []


def test_nothing_is_left_open_in_the_code():
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|NotImplemented" r"Error")
    found = [str(p.relative_to(PROJECT)) for p in tracked(".py", ".html", ".js", ".css") if marks.search(p.read_text())]

    assert found == []


def test_only_one_driver_for_postgresql_is_installed():
    assert "\npsycopg==" not in (PROJECT / "requirements/dev.txt").read_text()


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())
