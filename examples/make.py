"""`python -m examples.make FOLDER [--today YYYY-MM-DD]`: write the example's files, to look at or to import by hand."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from examples.files import contents

LAST_SEEN = date(2026, 9, 6)
"""The default day: without a clock the files are the same wherever they are made."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(": ", 1)[1])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=LAST_SEEN, help=f"default {LAST_SEEN}")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for file, content in contents(today=asked.today):
        (asked.folder / file.name).write_bytes(content)
        rows = content.count(b"\n") - 1
        sys.stdout.write(f"{file.name}: {rows} rows for {file.target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
