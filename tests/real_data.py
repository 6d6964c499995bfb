"""The real exports: read where they are, never committed."""

import os
from pathlib import Path

FOLDER = Path(os.environ.get("SIGHTLINE_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data" / "real"))


def real_file(name: str) -> Path:
    """The path of one file; a missing folder is a failure, not a skip."""
    path = FOLDER / name
    assert path.exists(), f"{path} is missing: the ring `real` needs the shared exports (or SIGHTLINE_REAL_DATA)."
    return path
